import { B, C, X, a, grammar, type Construct } from './construct.ts';
import { IN_CONTEXT } from './constructsInContext.ts';

/** One or more for each element of the XML syntax, in the order of section 3 of the specification. */
export const CONSTRUCTS: readonly Construct[] = [
  ...IN_CONTEXT,
  {
    name: 'element',
    pattern: "<element name='a'><empty/></element>",
    accepted: ['<a/>', '<a></a>', '<a>\n</a>', '<a><!-- c --><?pi?></a>'],
    refused: ['<b/>', "<a xmlns='urn:x'/>", '<a>t</a>', '<a><a/></a>', "<a b=''/>"],
  },
  {
    name: 'element with ns',
    pattern: "<element name='a' ns='urn:x'><element name='b'><empty/></element></element>",
    accepted: ["<a xmlns='urn:x'><b/></a>", `<x:a ${X}><x:b/></x:a>`],
    refused: ['<a><b/></a>', `<x:a ${X}><b/></x:a>`, "<a xmlns='urn:y'><b/></a>"],
  },
  {
    name: 'element with a prefix in its name',
    pattern: `<element ${X} ns='urn:y' name='x:a'><empty/></element>`,
    accepted: ["<a xmlns='urn:x'/>"],
    refused: ["<a xmlns='urn:y'/>", '<a/>'],
  },
  {
    name: 'name',
    pattern: "<element><name ns='urn:x'> a </name><empty/></element>",
    accepted: ["<a xmlns='urn:x'/>"],
    refused: ['<a/>', "<b xmlns='urn:x'/>"],
  },
  {
    name: 'anyName',
    pattern: '<element><anyName/><empty/></element>',
    accepted: ['<a/>', `<x:a ${X}/>`],
    refused: ['<a>t</a>'],
  },
  {
    name: 'anyName with except',
    pattern:
      "<element><anyName><except><name>a</name><nsName ns='urn:x'/></except></anyName><empty/></element>",
    accepted: ['<b/>', "<a xmlns='urn:y'/>"],
    refused: ['<a/>', "<b xmlns='urn:x'/>"],
  },
  {
    name: 'nsName',
    pattern: "<element><nsName ns='urn:x'/><empty/></element>",
    accepted: ["<a xmlns='urn:x'/>", `<x:b ${X}/>`],
    refused: ['<a/>', "<a xmlns='urn:y'/>"],
  },
  {
    name: 'nsName with except',
    pattern:
      "<element><nsName ns='urn:x'><except><name>a</name></except></nsName><empty/></element>",
    accepted: ["<b xmlns='urn:x'/>"],
    refused: ["<a xmlns='urn:x'/>", '<b/>'],
  },
  {
    name: 'choice of names',
    pattern:
      "<element><choice><name>a</name><choice><name>b</name><nsName ns='urn:x'/></choice></choice><empty/></element>",
    accepted: ['<a/>', '<b/>', "<c xmlns='urn:x'/>"],
    refused: ['<c/>'],
  },
  {
    name: 'attribute, of any text where nothing is said',
    pattern: a("<attribute name='b'/>"),
    accepted: ["<a b=''/>", "<a b='any text'/>", "<a b='1' xmlns:x='urn:x'/>"],
    refused: ['<a/>', "<a c=''/>", "<a b='' c=''/>", `<a ${X} x:b=''/>`],
  },
  {
    name: 'attribute with ns; without it in none, whatever holds around',
    pattern: `<element name='a' ns='urn:x'><attribute name='b'/><attribute name='b' ns='urn:x'/></element>`,
    accepted: [`<x:a ${X} b='' x:b=''/>`],
    refused: [`<x:a ${X} b=''/>`, `<x:a ${X} x:b=''/>`],
  },
  {
    name: 'attribute with a class of names',
    pattern: a("<zeroOrMore><attribute><nsName ns='urn:x'/></attribute></zeroOrMore>"),
    accepted: ['<a/>', `<a ${X} x:b='' x:c=''/>`],
    refused: ["<a b=''/>", `<a ${X} x:b='' c=''/>`],
  },
  {
    name: 'attribute of a choice of names, which a nested name takes its namespace from',
    pattern: `<element name='a' ns='urn:x'><attribute><name>b</name><text/></attribute></element>`,
    accepted: [`<x:a ${X} x:b=''/>`],
    refused: [`<x:a ${X} b=''/>`],
  },
  {
    name: 'group, written or not',
    pattern: a(`<group>${B}${C}</group>`),
    accepted: ['<a><b/><c/></a>', '<a> <b/>\n<c/> </a>'],
    refused: ['<a><c/><b/></a>', '<a><b/></a>', '<a><b/><c/><c/></a>', '<a><b/>t<c/></a>'],
  },
  {
    name: 'group with attributes, which have no order',
    pattern: a(`${B}<attribute name='p'/>${C}<attribute name='q'/>`),
    accepted: ["<a q='' p=''><b/><c/></a>"],
    refused: ["<a p=''><b/><c/></a>"],
  },
  {
    name: 'interleave',
    pattern: a(
      `<interleave>${B}<group>${C}<element name='d'><empty/></element></group></interleave>`,
    ),
    accepted: ['<a><b/><c/><d/></a>', '<a><c/><b/><d/></a>', '<a><c/><d/><b/></a>'],
    refused: ['<a><d/><c/><b/></a>', '<a><c/><d/></a>', '<a><b/><b/><c/><d/></a>'],
  },
  {
    name: 'choice',
    pattern: a(`<choice>${B}${C}<attribute name='d'/></choice>`),
    accepted: ['<a><b/></a>', '<a><c/></a>', "<a d=''/>"],
    refused: ['<a/>', '<a><b/><c/></a>', "<a d=''><b/></a>"],
  },
  {
    name: 'optional',
    pattern: a(`<optional>${B}${C}</optional>`),
    accepted: ['<a/>', '<a><b/><c/></a>'],
    refused: ['<a><b/></a>', '<a><c/></a>', '<a><b/><c/><b/><c/></a>'],
  },
  {
    name: 'zeroOrMore',
    pattern: a(`<zeroOrMore>${B}${C}</zeroOrMore>`),
    accepted: ['<a/>', '<a><b/><c/></a>', '<a><b/><c/><b/><c/></a>'],
    refused: ['<a><b/></a>', '<a><b/><c/><b/></a>'],
  },
  {
    name: 'oneOrMore',
    pattern: a(`<oneOrMore><choice>${B}${C}</choice></oneOrMore>`),
    accepted: ['<a><b/></a>', '<a><c/><b/><b/></a>'],
    refused: ['<a/>', '<a><d/></a>'],
  },
  {
    name: 'list',
    pattern: a("<list><data type='int'/><zeroOrMore><value>x</value></zeroOrMore></list>"),
    accepted: ['<a>1</a>', '<a> 1\n x  x </a>', '<a>&#49;<![CDATA[ x]]></a>'],
    refused: ['<a/>', '<a>x</a>', '<a>1 y</a>', '<a>1x</a>'],
  },
  {
    name: 'list of nothing',
    pattern: a('<list><empty/></list>'),
    accepted: ['<a/>', '<a> \n </a>'],
    refused: ['<a>x</a>'],
  },
  {
    name: 'mixed',
    pattern: a(`<mixed>${B}${C}</mixed>`),
    accepted: ['<a><b/><c/></a>', '<a>t<b/>t<c/>t</a>', '<a><b/><![CDATA[t]]><c/></a>'],
    refused: ['<a>t</a>', '<a>t<c/><b/></a>'],
  },
  {
    name: 'empty',
    pattern: a('<empty/>'),
    accepted: ['<a/>', '<a> </a>'],
    refused: ['<a>t</a>', '<a>&#160;</a>'],
  },
  {
    name: 'text',
    pattern: a(`<text/>${B}`),
    accepted: ['<a><b/></a>', '<a>t<!-- c -->t<b/></a>'],
    refused: ['<a><b/>t</a>', '<a>t</a>'],
  },
  {
    name: 'notAllowed',
    pattern: a(`<choice>${B}<group>${C}<notAllowed/></group></choice>`),
    accepted: ['<a><b/></a>'],
    refused: ['<a/>', '<a><c/></a>'],
  },
  {
    name: 'value, a token where no type is named',
    pattern: a('<value> one  two </value>'),
    accepted: ['<a>one two</a>', '<a>\n one\ttwo </a>'],
    refused: ['<a/>', '<a>onetwo</a>', '<a>One two</a>'],
  },
  {
    name: 'value of a type',
    pattern: a("<choice><value type='int'>07</value><value type='string'> x </value></choice>"),
    accepted: ['<a>7</a>', '<a>+007 </a>', '<a> x </a>'],
    refused: ['<a>8</a>', '<a>x</a>', '<a>7.0</a>'],
  },
  {
    name: 'empty value, which nothing at all is',
    pattern: a("<attribute name='b'><value/></attribute><value/>"),
    accepted: ["<a b=''/>", "<a b=' '> </a>"],
    refused: ["<a b='x'/>", "<a b=''>x</a>"],
  },
  {
    name: 'data',
    pattern: a("<data type='unsignedByte'/>"),
    accepted: ['<a>255</a>', '<a> 0 </a>'],
    refused: ['<a/>', '<a>256</a>', '<a>-1</a>', '<a>1 2</a>', '<a>1<b/></a>'],
  },
  {
    name: 'data that may be empty',
    pattern: a("<data type='string'/>"),
    accepted: ['<a/>', '<a> t </a>'],
    refused: ['<a><b/></a>'],
  },
  {
    name: 'param',
    pattern: a(
      "<data type='string'><param name='pattern'>[a-z]+</param><param name='pattern'>.*b.*</param><param name='maxLength'>3</param></data>",
    ),
    accepted: ['<a>b</a>', '<a>abc</a>'],
    refused: ['<a>ac</a>', '<a>abcd</a>', '<a>aB</a>', '<a> b</a>'],
  },
  {
    name: 'except of data',
    pattern: a(
      "<data type='int'><except><value type='int'>3</value><data type='int'><param name='minExclusive'>9</param></data></except></data>",
    ),
    accepted: ['<a>2</a>', '<a>9</a>'],
    refused: ['<a>03</a>', '<a>10</a>', '<a>x</a>'],
  },
  {
    name: "datatypeLibrary, '' for RELAX NG's own types",
    pattern: `<element name='a' datatypeLibrary=''><attribute name='b'><data type='string'/></attribute><data type='token'/></element>`,
    accepted: ["<a b=''>any</a>"],
    refused: ['<a>any</a>'],
  },
  {
    name: 'grammar, start, define and ref',
    pattern: grammar(
      `<start><ref name='one'/></start><define name='one'>${a("<optional><ref name='one'/></optional>")}</define>`,
    ),
    accepted: ['<a/>', '<a><a><a/></a></a>'],
    refused: ['<b/>', '<a><a/><a/></a>'],
  },
  {
    name: 'definitions of several patterns',
    pattern: grammar(
      `<start>${a("<ref name='two'/>")}</start><define name='two'>${B}${C}</define>`,
    ),
    accepted: ['<a><b/><c/></a>'],
    refused: ['<a><b/></a>', '<a><c/><b/></a>'],
  },
  {
    name: 'div',
    pattern: grammar(
      `<div><start>${a("<ref name='one'/>")}</start><div><define name='one'>${B}</define></div></div>`,
    ),
    accepted: ['<a><b/></a>'],
    refused: ['<a/>'],
  },
  {
    name: 'combine by choice',
    pattern: grammar(
      `<start combine='choice'>${B}</start><start combine='choice'>${C}</start><start combine='choice'>${a("<ref name='one'/>")}</start><define name='one'>${B}</define><define name='one' combine='choice'>${C}</define>`,
    ),
    accepted: ['<b/>', '<c/>', '<a><b/></a>', '<a><c/></a>'],
    refused: ['<a/>', '<a><b/><c/></a>'],
  },
  {
    name: 'combine by interleave',
    pattern: grammar(
      `<start>${a("<ref name='one'/>")}</start><define name='one' combine='interleave'>${B}</define><define name='one' combine='interleave'>${C}<attribute name='d'/></define>`,
    ),
    accepted: ["<a d=''><b/><c/></a>", "<a d=''><c/><b/></a>"],
    refused: ["<a d=''><b/></a>", '<a><b/><c/></a>'],
  },
  {
    name: 'parentRef',
    pattern: grammar(
      `<start>${a("<grammar><start><element name='b'><parentRef name='one'/></element></start><define name='one'><text/></define></grammar>")}</start><define name='one'>${C}</define>`,
    ),
    accepted: ['<a><b><c/></b></a>'],
    refused: ['<a><b>t</b></a>', '<a><b/></a>'],
  },
  {
    name: 'names of an inner grammar, which hide those around it',
    pattern: grammar(
      `<start>${a(`<ref name='one'/>${grammar(`<start><ref name='one'/></start><define name='one'>${C}</define>`)}`)}</start><define name='one'>${B}</define>`,
    ),
    accepted: ['<a><b/><c/></a>'],
    refused: ['<a><b/><b/></a>', '<a><c/><c/></a>'],
  },
  {
    name: 'externalRef',
    pattern: a("<externalRef href='external.rng'/>"),
    files: { 'external.rng': `<choice>${B}<data type='int'/></choice>` },
    accepted: ['<a><b/></a>', '<a>7</a>'],
    refused: ['<a/>', '<a>x</a>'],
  },
  {
    name: 'externalRef, whose namespace goes with it',
    pattern: `<element name='a' ns='urn:x'><externalRef href='external-ns.rng' ns='urn:y'/></element>`,
    files: { 'external-ns.rng': B },
    accepted: ["<a xmlns='urn:x'><b xmlns='urn:y'/></a>"],
    refused: ["<a xmlns='urn:x'><b/></a>"],
  },
  {
    name: 'parentRef and ref in an external file',
    pattern: grammar(
      `<start>${a("<externalRef href='outer.rng'/><externalRef href='bare.rng'/>")}</start><define name='one'>${B}</define>`,
    ),
    files: {
      'outer.rng':
        "<grammar><start><element name='d'><parentRef name='one'/><ref name='one'/></element></start><define name='one'><element name='c'><empty/></element></define></grammar>",
      'bare.rng': "<element name='e'><ref name='one'/></element>",
    },
    accepted: ['<a><d><b/><c/></d><e><b/></e></a>'],
    refused: ['<a><d><c/><c/></d><e><b/></e></a>', '<a><d><b/><c/></d><e><c/></e></a>'],
  },
  {
    name: 'include',
    pattern: grammar(
      `<include href='included.rng'/><define name='one' combine='choice'>${C}</define>`,
    ),
    files: {
      'included.rng': `<grammar><start>${a("<ref name='one'/>")}</start><define name='one'>${B}</define></grammar>`,
    },
    accepted: ['<a><b/></a>', '<a><c/></a>'],
    refused: ['<a/>', '<b/>'],
  },
  {
    name: 'include with definitions in place of those of the file',
    pattern: grammar(
      `<include href='overridden.rng'><start><element name='z'><ref name='one'/></element></start><div><define name='one'>${C}</define></div></include>`,
    ),
    files: {
      'overridden.rng': `<grammar><div><start>${a("<ref name='one'/>")}</start></div><define name='one'>${B}</define><define name='one' combine='choice'><text/></define></grammar>`,
    },
    accepted: ['<z><c/></z>'],
    refused: ['<a><c/></a>', '<z><b/></z>', '<z>t</z>'],
  },
  {
    name: 'include of a file that includes, from its own folder',
    pattern: grammar("<include href='inner/first.rng'/>"),
    files: {
      'inner/first.rng': `<grammar><include href='second.rng'/><start>${a("<ref name='one'/>")}</start></grammar>`,
      'inner/second.rng': `<grammar><define name='one'>${B}</define></grammar>`,
    },
    accepted: ['<a><b/></a>'],
    refused: ['<a><c/></a>'],
  },
  {
    name: 'include, whose namespace goes with it',
    pattern: grammar("<include href='included-ns.rng' ns='urn:x'/>"),
    files: { 'included-ns.rng': `<grammar><start>${a('<empty/>')}</start></grammar>` },
    accepted: ["<a xmlns='urn:x'/>"],
    refused: ['<a/>'],
  },
  {
    name: 'annotations, which mean nothing',
    pattern: `<element name='a' ${X} x:y='z'><x:doc><x:p>text</x:p></x:doc><attribute name='b'><x:doc/></attribute><!-- c --><x:doc/></element>`,
    accepted: ["<a b=''/>"],
    refused: ['<a/>'],
  },
];
