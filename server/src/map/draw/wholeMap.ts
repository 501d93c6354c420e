import { sayPlan } from '../planWords.ts';
import type { HostMap, MapPlan } from '../model.ts';
import { distanceMatrix } from './distances.ts';
import { factsOf, mapLabel, mapPiece, originOf, widthFor } from './drawMap.ts';
import { legendOf } from './legend.ts';
import { SIZE, wrap } from './lettering.ts';
import { sceneOf } from './scene.ts';
import type { Shape } from './shape.ts';
import { icon, rect, runs, shape, svg, text, type Drawn, type Piece } from './shapes.ts';
import { PATTERNS } from './style.ts';

/** All of a map in one picture that stands by itself, to be kept, sent and printed. @param style its style sheet */
export function wholeMap(map: HostMap, wanted: number, style: string, plan?: string): Shape {
  const width = widthFor(wanted);
  const margin = width < 720 ? 12 : 24;
  const inner = width - margin * 2;
  const scene = sceneOf(map, inner, plan);
  const parts: Drawn[] = [];
  let y = margin;
  const stack = ({ drawn, height }: Piece, gap: number): void => {
    parts.push(drawn);
    y += height + gap;
  };
  stack(header(map, scene.plan, margin, y, inner), 14);
  stack(verdict(scene.plan, margin, y, inner), 20);
  stack(mapPiece(scene, margin, y, inner), 28);
  const matrix = scene.isTiny ? undefined : distanceMatrix(scene);
  const beside = matrix === undefined || scene.isNarrow ? 0 : sizeOf(matrix).width + 32;
  if (matrix !== undefined && scene.isNarrow)
    stack({ drawn: moved(matrix, margin, y), height: sizeOf(matrix).height }, 28);
  const legend = legendOf(scene, inner - beside, true);
  const height = Math.max(
    beside > 0 && matrix !== undefined ? sizeOf(matrix).height : 0,
    sizeOf(legend).height,
  );
  stack(
    {
      drawn: [
        beside > 0 && matrix !== undefined ? moved(matrix, margin, y) : undefined,
        moved(legend, margin + beside, y),
      ],
      height,
    },
    margin,
  );
  return svg(
    width,
    y,
    mapLabel(map),
    shape('style', {}, style),
    PATTERNS,
    rect({ x: 0, y: 0, width, height: Math.ceil(y) }, 'paper'),
    parts,
  );
}

function header(map: HostMap, plan: MapPlan, x: number, y: number, width: number): Piece {
  const shown = plan.isWritten ? '' : `, if it were ${sayPlan(plan)}`;
  const lines = [
    ...wrap(`${map.focus.name}: ${map.focus.binding}${shown}`, width),
    ...wrap(originOf(map), width),
  ];
  return {
    drawn: [
      runs(x, y + 14, [map.host.name, 'title'], [factsOf(map), 'dim']),
      lines.map((words, i) => text(x, y + 36 + i * 17, words, 'dim')),
    ],
    height: 24 + lines.length * 17,
  };
}

function verdict({ verdict: of }: MapPlan, x: number, y: number, width: number): Piece {
  const titles = wrap(of.title, width - 50, SIZE.body + 0.6);
  const lines = [
    ...wrap(of.text, width - 50),
    ...(of.source === undefined ? [] : [of.source.label]),
  ];
  const height = 18 + titles.length * 18 + lines.length * 17;
  return {
    drawn: [
      rect({ x, y, width, height }, `tint ${of.kind}`),
      rect({ x, y, width: 3, height }, of.kind),
      icon(x + 13, y + 10, of.kind),
      titles.map((words, i) => text(x + 38, y + 23 + i * 18, words, 'body strong')),
      lines.map((words, i) => text(x + 38, y + 24 + titles.length * 18 + i * 17, words)),
    ],
    height,
  };
}

const moved = (part: Shape, x: number, y: number): Shape =>
  shape('g', { transform: `translate(${x} ${Math.round(y)})` }, part.children);

const sizeOf = ({ attributes }: Shape) => ({
  width: Number(attributes['width']),
  height: Number(attributes['height']),
});
