import fc from 'fast-check';

/** Well-formed documents without DOCTYPE, in all the ways of writing that XML has. */
export function wellFormedXml(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('', "<?xml version='1.0'?>", '<?xml version="1.0" encoding="UTF-8" ?>\n'),
      misc(),
      elements(),
      misc(),
    )
    .map(
      ([declaration, before, root, after]) =>
        `${declaration}${before}<r xmlns:p="urn:p" xmlns:q='urn:q'>${root}</r>${after}`,
    );
}

const BLANKS = ['', ' ', '\n', '\t', '\r\n', ' \r '];
const SPACE = fc.constantFrom(...BLANKS.slice(1));
const MAYBE_SPACE = fc.constantFrom(...BLANKS);
const NAMES = ['a', 'memory', 'p:a', 'q:b', '_x-1.y', 'é', '名', '\u{10400}'] as const;

/** Characters that are no part of XML's syntax, and such as xmldom keeps. */
const PLAIN = 'abcXYZ 019éß漢😀\t\n\r\u00a0\u200d-=/;#x[](){}!?.,:^%$@*+|~`\\';

function characters(more: string): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(PLAIN + more)), maxLength: 12 });
}

const REFERENCE = fc.constantFrom(
  '&lt;',
  '&gt;',
  '&amp;',
  '&quot;',
  '&apos;',
  '&#10;',
  '&#13;',
  '&#9;',
  '&#65;',
  '&#x1F600;',
  '&#x00e9;',
);

function value(): fc.Arbitrary<string> {
  const inside = (quote: string) =>
    fc
      .array(fc.oneof(characters(`>${quote === '"' ? "'" : '"'}`), REFERENCE), { maxLength: 4 })
      .map((parts) => quote + parts.join('') + quote);
  return fc.oneof(inside('"'), inside("'"));
}

function attributes(): fc.Arbitrary<string> {
  const declaration = fc.constantFrom(
    ['xmlns', '"urn:d"'] as const,
    ['xmlns', "''"] as const,
    ['xmlns:p', "'urn:p2'"] as const,
  );
  const written = fc.tuple(
    SPACE,
    fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...NAMES), value()) },
      { weight: 1, arbitrary: declaration },
    ),
    MAYBE_SPACE,
    MAYBE_SPACE,
  );
  return fc
    .uniqueArray(written, { selector: ([, [name]]) => name, maxLength: 4 })
    .map((all) =>
      all.map(([space, [name, text], a, b]) => `${space}${name}${a}=${b}${text}`).join(''),
    );
}

function text(): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(characters('"\'>'), REFERENCE), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('').replaceAll(']]>', ']]'));
}

function cdata(): fc.Arbitrary<string> {
  return characters('<>&"\'').map((data) => `<![CDATA[${data.replaceAll(']]>', ']]')}]]>`);
}

function comment(): fc.Arbitrary<string> {
  return characters('<>&"\'').map((data) => `<!--${data.replace(/-+/g, '')}-->`);
}

function instruction(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('p', 'xml-stylesheet', 'é'), characters('<&"\''))
    .map(([target, data]) => `<?${target} ${data.replaceAll('?', '').trimStart()}?>`);
}

function misc(): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(SPACE, comment(), instruction()), { maxLength: 3 })
    .map((parts) => parts.join(''));
}

function elements(): fc.Arbitrary<string> {
  const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
    element: fc
      .tuple(fc.constantFrom(...NAMES), attributes(), MAYBE_SPACE, tie('content'), fc.boolean())
      .map(([name, attributes, space, content, short]) =>
        short && content === ''
          ? `<${name}${attributes}${space}/>`
          : `<${name}${attributes}${space}>${content}</${name}${space}>`,
      ),
    content: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constant(''),
      fc
        .array(fc.oneof(text(), tie('element'), cdata(), comment(), instruction()), {
          maxLength: 4,
        })
        .map((parts) => parts.join('')),
    ),
  }));
  return element;
}
