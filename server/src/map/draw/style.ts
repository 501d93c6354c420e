import { SIZE } from './lettering.ts';
import { path, shape } from './shapes.ts';
import type { Shape } from './shape.ts';

/** The theme colours that pictures use, by their names in VS Code, with the values of Light Modern. */
const LIGHT = {
  foreground: '#3b3b3b',
  descriptionForeground: '#3b3b3b',
  'editor-background': '#ffffff',
  'widget-border': '#e5e5e5',
  focusBorder: '#005fb8',
  'charts-lines': '#3b3b3b80',
  'charts-blue': '#1a85ff',
  'charts-purple': '#652d90',
  'charts-green': '#388a34',
  'editorWarning-foreground': '#bf8803',
  'editorError-foreground': '#e51400',
} as const;

type Colour = keyof typeof LIGHT;
/** Those that fill patterns, whose strokes cannot have style attributes. */
const HATCHED = ['charts-blue', 'editorError-foreground', 'charts-purple'] as const;

type Value = (name: Colour) => string;

/** A theme colour as VS Code gives it to a panel; a theme may leave any of them out. */
const inTheme: Value = (name) =>
  name === 'widget-border'
    ? `var(--vscode-${name}, var(--vscode-contrastBorder, ${LIGHT[name]}))`
    : `var(--vscode-${name}, ${LIGHT[name]})`;
const onWhite: Value = (name) => LIGHT[name];

const SANS = 'system-ui, sans-serif';

/** The style sheet of all parts in the colours of the theme around them. */
export const STYLE = sheet(inTheme, `var(--vscode-font-family, ${SANS})`);

/** The same for a picture that stands by itself, on white. */
export const LIGHT_STYLE = sheet(onWhite, SANS);

/** Text has only ever the colours of text; fills are tints, on which it stays readable; nothing is said by colour alone. */
function sheet(v: Value, font: string): string {
  const otherEdge = `stroke: ${v('foreground')}; stroke-opacity: .6`;
  return `
text { font: ${SIZE.data}px ${font}; fill: ${v('foreground')}; font-variant-numeric: tabular-nums }
.title { font-size: ${SIZE.title}px; font-weight: 600 }
.body { font-size: ${SIZE.body}px }
.tag { font-size: ${SIZE.tag}px }
.strong { font-weight: 600 }
text.dim, tspan.dim { fill: ${v('descriptionForeground')}; font-weight: 400; font-size: ${SIZE.data}px }
text.dim.tag { font-size: ${SIZE.tag}px }
.paper { fill: ${v('editor-background')} }
.plate { fill: ${v('editor-background')}; fill-opacity: .9 }
.shade { fill: ${v('foreground')}; fill-opacity: .06 }
.frame { fill: none; stroke: ${v('widget-border')} }
.rule { stroke: ${v('widget-border')} }
.grid { stroke: ${v('charts-lines')}; stroke-opacity: .35 }
.edge { fill: none; ${otherEdge} }
.ghost { fill: none; ${otherEdge}; stroke-dasharray: 4 3 }
.dot { fill: ${v('foreground')} }
.end { stroke: ${v('foreground')}; stroke-width: 2 }
.own { fill: ${v('charts-blue')}; fill-opacity: .38; stroke: ${v('charts-blue')}; stroke-width: 1.5 }
.spill { fill: url(#p-spill); stroke: ${v('charts-blue')}; stroke-width: 1.5; stroke-dasharray: 4 3 }
.anywhere { fill: url(#p-anywhere); stroke: ${v('charts-blue')}; stroke-width: 1.5; stroke-dasharray: 1.5 2.5 }
.float { fill: ${v('charts-blue')}; fill-opacity: .1; stroke: ${v('charts-blue')}; stroke-width: 1.5; stroke-dasharray: 3 2.5 }
.other { fill: ${v('foreground')}; fill-opacity: .17; ${otherEdge} }
.other-spill { fill: ${v('foreground')}; fill-opacity: .08; ${otherEdge}; stroke-dasharray: 4 3 }
.float-other { fill: ${v('foreground')}; fill-opacity: .05; ${otherEdge}; stroke-dasharray: 3 2.5 }
.service { fill: ${v('charts-purple')}; fill-opacity: .3; stroke: ${v('charts-purple')}; stroke-width: 1.5 }
.double { fill: none; stroke: ${v('editorWarning-foreground')}; stroke-width: 2.5 }
.over { fill: url(#p-over); stroke: ${v('editorError-foreground')}; stroke-width: 1.5 }
.reserve { fill: url(#p-reserve); ${otherEdge} }
.taken { fill: url(#p-reserve); stroke: none }
.pool { fill: url(#p-pool); stroke: ${v('charts-purple')} }
.bracket { fill: none; stroke: ${v('charts-purple')} }
.band { fill: none; stroke: ${v('charts-blue')}; stroke-opacity: .6 }
.band.dashed { stroke-dasharray: 6 4 }
.band.warning { fill: none; stroke: ${v('editorWarning-foreground')}; stroke-opacity: 1 }
.band.error { fill: none; stroke: ${v('editorError-foreground')}; stroke-opacity: .75 }
.wire { fill: none; stroke: ${v('foreground')}; stroke-width: 1.5; stroke-dasharray: 1.5 3.5; stroke-linecap: round }
path.error, rect.error { fill: ${v('editorError-foreground')} }
path.warning, rect.warning { fill: ${v('editorWarning-foreground')} }
path.ok, rect.ok { fill: ${v('charts-green')} }
path.info, rect.info { fill: ${v('charts-blue')} }
rect.tint { fill-opacity: .1 }
.cursor { fill: ${v('focusBorder')} }
.ring { fill: none; stroke: none; pointer-events: none }
.spot { outline: none }
.spot[data-source] { cursor: pointer }
.spot:focus-visible > .ring, .at-cursor > .ring { stroke: ${v('focusBorder')}; stroke-width: 2 }
.spot > .cursor { visibility: hidden }
.at-cursor > .cursor { visibility: visible }
.stop { outline: none }
.stop:focus-visible > .ring { stroke: ${v('focusBorder')}; stroke-width: 2 }
${HATCHED.map((name) => `.h-${name} { fill: none; stroke: ${v(name)} }`).join('\n')}
`;
}

const hatch = (colour: Colour, d: string, width: number, opacity: number): Shape =>
  path(d, `h-${colour}`, { 'stroke-width': width, 'stroke-opacity': opacity });

const pattern = (id: string, size: number, content: Shape, turn?: number): Shape =>
  shape(
    'pattern',
    {
      ...{ id, width: size, height: size, patternUnits: 'userSpaceOnUse' },
      patternTransform: turn === undefined ? undefined : `rotate(${turn})`,
    },
    content,
  );

/** The fills that say without colour what a box is. */
export const PATTERNS: Shape = shape(
  'defs',
  {},
  pattern('p-spill', 7, hatch('charts-blue', 'M0 0V7', 3, 0.6), 45),
  pattern('p-anywhere', 12, hatch('charts-blue', 'M0 0V12', 1.6, 0.6), -45),
  pattern('p-over', 7, hatch('editorError-foreground', 'M0 0V7M0 0H7', 1.6, 0.75), 45),
  pattern(
    'p-reserve',
    5,
    shape('circle', { cx: 1.5, cy: 1.5, r: 1, class: 'dot', 'fill-opacity': 0.45 }),
  ),
  pattern('p-pool', 8, hatch('charts-purple', 'M0 .5H8M.5 0V8', 1, 0.28)),
);
