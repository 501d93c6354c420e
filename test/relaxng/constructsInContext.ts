import { B, C, X, a, grammar, type Construct } from './construct.ts';

/** Constructs that mean what stands around them says: prefixes that are bound there, and grammars. */
export const IN_CONTEXT: readonly Construct[] = [
  {
    name: 'value that is a name, which means what its prefix is bound to',
    pattern: `<element name='a' ${X}><value type='QName'>x:b</value></element>`,
    accepted: [`<a ${X}> x:b </a>`, "<a xmlns:y='urn:x'>y:b</a>"],
    refused: ["<a xmlns:x='urn:y'>x:b</a>", '<a>x:b</a>', '<a>b</a>', `<a ${X}>x:c</a>`, '<a/>'],
  },
  {
    name: 'value that is a name without prefix, in the namespace that ns states',
    pattern: `<element name='a' ns='urn:x'><attribute name='c'><value type='QName' ns='urn:y'>b</value></attribute><choice><value type='QName' ns=''>b</value><value type='QName'>b</value></choice></element>`,
    accepted: [
      `<x:a ${X} xmlns:y='urn:y' c='y:b'>x:b</x:a>`,
      `<x:a ${X} xmlns:y='urn:y' c='y:b'>b</x:a>`,
    ],
    refused: [
      `<x:a ${X} xmlns:y='urn:y' c='x:b'>b</x:a>`,
      `<x:a ${X} xmlns='urn:y' c='b'>b</x:a>`,
      `<x:a ${X} c='b'>b</x:a>`,
    ],
  },
  {
    name: 'names in lists, in texts and in what is excepted',
    pattern: `<element name='a' ${X}><optional><attribute name='c'><data type='QName'><except><value type='QName'>x:b</value></except></data></attribute></optional><list><oneOrMore><choice><value type='QName'>x:b</value><value>word</value><data type='int'/></choice></oneOrMore></list></element>`,
    accepted: [
      `<a xmlns:y='urn:x'>y:b word 7 y:b</a>`,
      `<a ${X} c='x:c'>7</a>`,
      `<a c='xml:b'>7</a>`,
      `<a c='c'>word</a>`,
    ],
    refused: [
      `<a xmlns:y='urn:x' xmlns:z='urn:y'>y:b z:b</a>`,
      `<a ${X} xmlns:y='urn:x' c='y:b'>7</a>`,
      "<a c='y:b'>7</a>",
      "<a c=''>7</a>",
    ],
  },
  {
    name: 'one external file in two grammars, each with its own names',
    pattern: grammar(
      `<start>${a(`<externalRef href='named.rng'/>${grammar(`<start><externalRef href='named.rng'/></start><define name='one'>${C}</define>`)}`)}</start><define name='one'>${B}</define>`,
    ),
    files: { 'named.rng': "<element name='e'><ref name='one'/></element>" },
    accepted: ['<a><e><b/></e><e><c/></e></a>'],
    refused: ['<a><e><b/></e><e><b/></e></a>', '<a><e><c/></e><e><c/></e></a>'],
  },
  {
    name: 'parentRef in an external file without a grammar of its own',
    pattern: grammar(
      `<start>${a(grammar(`<start><externalRef href='parent.rng'/></start><define name='one'>${C}</define>`))}</start><define name='one'>${B}</define>`,
    ),
    files: { 'parent.rng': "<element name='e'><parentRef name='one'/></element>" },
    accepted: ['<a><e><b/></e></a>'],
    refused: ['<a><e><c/></e></a>'],
  },
];
