/** How much of a text is read. Each limit that is reached is one finding; nothing else is ever cut. */
export interface XmlLimits {
  /** UTF-16 units; a longer text is not read at all. */
  readonly length: number;
  /** Levels of elements; deeper ones are left out of the tree. */
  readonly depth: number;
  /** Levels of elements that libvirt's own parser takes (libxml2 parserInternals, xmlParserMaxDepth; measured with 9.0). */
  readonly libvirtDepth: number;
  /** Elements, attributes, texts, comments and processing instructions; the rest of the text is not read. */
  readonly nodes: number;
  /** Findings of the parser: one more than a file may show, so that whoever shows them knows that there are more. */
  readonly problems: number;
}

export const XML_LIMITS: XmlLimits = {
  length: 10 * 1024 * 1024,
  depth: 100_000,
  libvirtDepth: 257,
  nodes: 200_000,
  problems: 1_001,
};
