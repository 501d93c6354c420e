import { numbered } from '../../rules/words.ts';
import type { MapNode } from '../model.ts';
import { amountIn, sayPageSize } from './amounts.ts';
import { firstThatFits, SIZE, widthOf } from './lettering.ts';
import { FOCUS, lackOf, shortageOf, type DrawnTaking, type Scene } from './scene.ts';
import type { Shape } from './shape.ts';
import { line, path, rect, sum, tenth, text, type Box, type Drawn } from './shapes.ts';
import { spot, type SpotOf } from './spot.ts';

/**
 * What a node has and who takes it, from the left: kept for the host, pools as trays in which their takers lie, ordinary memory by
 * guest, and, past the end mark, what is promised beyond it. The box is that of the scale.
 */
export function memoryBar(scene: Scene, node: MapNode, box: Box): Drawn {
  const { total } = node;
  const { unit } = scene;
  const px = (bytes: number): number => (bytes / scene.top) * box.width;
  const amount = (bytes: number): string => amountIn(unit, bytes);
  if (total === undefined || total === 0)
    return withoutMemory(box, total === 0 ? 'no memory on this node' : 'its size is not known');
  const end = box.x + px(total);
  const part = (kind: string, x: number, bytes: number, of: Part, ...drawn: Drawn[]): Shape => {
    scene.signs.add(kind);
    const place = { x, y: box.y, width: px(bytes), height: box.height };
    const label = `Node ${node.id}: ${of.label}`;
    return spot(scene, { ...of, id: `${of.id}-${node.id}`, box: place, label, line: 'bar' }, drawn);
  };

  const taking = (one: DrawnTaking, x: number, bytes: number, inset: number): Shape => {
    const isOwn = one.letter === FOCUS;
    const kind = kindOf(one);
    const inner = {
      ...{ x: x + (inset > 0 ? 1 : 0), y: box.y + inset },
      ...{ width: px(bytes) - (inset > 0 ? 2 : 0), height: box.height - inset * 2 },
    };
    const name = nameOn(one, bytes, inner.width);
    const isOnPlate = name !== undefined && (kind === 'spill' || kind === 'anywhere');
    const plate = name === undefined ? 0 : widthOf(name) + 8;
    const middle = inner.x + inner.width / 2;
    const pages = one.pageSize === 0 ? '' : ` of ${sayPageSize(one.pageSize)}iB pages`;
    const from = one.cell === null ? '' : `, guest cell ${one.cell},`;
    const verb = one.spill ? 'may spill' : one.anywhere ? 'may take' : 'takes';
    const size = one.anywhere ? `about ${amount(one.bytes)}` : amount(one.bytes);
    const cut = one.bytes - bytes > unit.bytes / 20 ? `, of which ${amount(bytes)} fit` : '';
    return part(
      kind,
      x,
      bytes,
      {
        id: `memory-${one.letter}-${one.cell ?? 'all'}-${one.pageSize}-${kind}`,
        label: `${one.guest}${from} ${verb} ${size} ${unit.name}${pages}${cut}`,
        ...{ source: one.source ?? sourceOf(scene, one.letter), guest: one.letter },
      },
      rect(inner, 'paper'),
      rect(inner, kind),
      isOnPlate
        ? rect(
            { x: middle - plate / 2, y: box.y + 4, width: plate, height: box.height - 8 },
            'plate',
            { rx: 2 },
          )
        : undefined,
      name === undefined
        ? undefined
        : text(middle, baselineOf(box), name, isOwn ? 'strong' : undefined, 'middle'),
    );
  };

  function nameOn(one: DrawnTaking, bytes: number, width: number): string | undefined {
    const isOwn = one.letter === FOCUS;
    const owner = isOwn ? one.guest : one.letter;
    const fits = amount(bytes);
    const asked = one.bytes + (isOwn ? lack : 0);
    const whole = amount(asked);
    const about = one.anywhere ? '~' : '';
    const texts =
      asked - bytes > unit.bytes / 20
        ? [`${owner} ${fits} of ${whole}`, `${owner} ${fits}/${whole}`]
        : [`${owner} ${about}${fits}`];
    return firstThatFits([...texts, isOwn ? `${about}${fits}` : owner], width - 6);
  }

  const all = scene.takings.get(node.id) ?? [];
  const isOnly = all.filter(({ letter }) => letter === FOCUS).length === 1;
  const lack = isOnly ? lackOf(scene.plan, node, scene.map.nodes) : 0;
  const drawn: Drawn[] = [rect({ ...box, width: px(total) }, 'edge')];
  let at = box.x;
  if (node.reserve > 0) {
    const label = `${amount(node.reserve)} ${unit.name} ${RESERVE[node.reserveFrom]}`;
    drawn.push(
      part(
        'reserve',
        at,
        node.reserve,
        { id: 'reserve', label, source: node.source },
        rect({ ...box, width: px(node.reserve) }, 'reserve'),
      ),
    );
    at += px(node.reserve);
  }
  for (const { pageSize, bytes, taken = 0 } of node.pools) {
    const inside = all.filter((one) => one.pageSize === pageSize);
    const promised = sum(inside.map((one) => one.bytes)) + taken;
    const pages = sayPageSize(pageSize);
    const used = `${amount(promised)}/${amount(bytes)}`;
    const width = px(bytes);
    const label = `a pool of ${pages}iB pages, ${amount(promised)} of ${amount(bytes)} ${unit.name} promised`;
    drawn.push(
      part(
        'pool',
        at,
        bytes,
        { id: `pool-${pages}`, label, source: node.source },
        rect({ x: at + 1, y: box.y + 0.5, width: width - 2, height: box.height - 1 }, 'pool'),
        taken === 0
          ? undefined
          : rect({ x: at + 1, y: box.y + 4, width: px(taken), height: box.height - 8 }, 'taken'),
      ),
    );
    let inPool = at + px(taken);
    for (const one of inside) {
      const fits = Math.min(one.bytes, Math.max(0, (at + width - inPool) / px(1)));
      if (px(fits) >= VISIBLE) drawn.push(taking(one, inPool, fits, 4));
      inPool += px(fits);
    }
    const words = firstThatFits(
      [`${pages} pages ${used}`, `${pages} ${used}`, pages],
      width - 4,
      SIZE.tag,
    );
    if (!scene.isDense && words !== undefined)
      drawn.push(
        path(
          `M${tenth(at + 1)} ${tenth(box.y + box.height + 3)}v4h${tenth(width - 2)}v-4`,
          'bracket',
        ),
        text(at + width / 2, box.y + box.height + 18, words, 'tag dim', 'middle'),
      );
    at += width;
  }
  for (const one of joined(
    all.filter(({ pageSize }) => pageSize === 0),
    px,
  )) {
    const fits = Math.min(one.bytes, Math.max(0, (end - at) / px(1)));
    if (px(fits) >= VISIBLE) drawn.push(taking(one, at, fits, 0));
    at += px(fits);
  }
  drawn.push(beyond(scene, node, { ...box, x: end, width: box.x + box.width - end }, px, part));
  return [drawn, line(end, box.y - 4, end, box.y + box.height + 4, 'end')];
}

/** The sign of a taking, which is also its class. */
function kindOf({ letter, spill, anywhere }: DrawnTaking): string {
  if (letter !== FOCUS) return spill || anywhere ? 'other-spill' : 'other';
  return spill ? 'spill' : anywhere ? 'anywhere' : 'own';
}

type Part = Omit<SpotOf, 'box' | 'line'>;
type MakePart = (kind: string, x: number, bytes: number, of: Part, ...drawn: Drawn[]) => Shape;

/** In pixels, between the bars and the CPUs. */
const GUTTER = 26;
/** In pixels: narrower than that nothing is drawn. */
const VISIBLE = 0.4;
/** In pixels: others' boxes under that are joined. */
const JOINED = 6;

const RESERVE = {
  stated: 'kept for the host, as stated',
  measured: 'not free when the host was captured',
  none: 'kept for the host',
} as const;

/** What is promised beyond the end, with its number inside, or behind where there is room. */
function beyond(
  scene: Scene,
  node: MapNode,
  room: Box,
  px: (bytes: number) => number,
  part: MakePart,
): Drawn {
  const over = shortageOf(scene, node);
  if (over === 0) return undefined;
  const lacks = scene.plan.lack.filter(({ nodes }) => nodes[0] === node.id);
  const isOwn = lackOf(scene.plan, node, scene.map.nodes) > 0;
  const [only] = lacks;
  const pageSize = lacks.length === 1 && only !== undefined ? only.pageSize : 0;
  const pages = pageSize === 0 ? '' : ` of ${sayPageSize(pageSize)} pages`;
  const among = lacks.find(({ nodes }) => nodes.length > 1);
  const amount = `${amountIn(scene.unit, over)} ${scene.unit.name}${pages}`;
  const words = `+${amount}`;
  const plate = widthOf(words) + 14;
  const width = px(over);
  const baseline = baselineOf(room);
  const middle = room.x + width / 2;
  const label =
    among !== undefined
      ? `${amount} find no place on ${numbered('node', among.nodes)} together`
      : pages === ''
        ? `${amount} more is promised than it has`
        : `${amount} are asked for and not there`;
  const source = isOwn
    ? (scene.plan.verdict.source ?? scene.map.focus.source)
    : scene.takings.get(node.id)?.at(-1)?.source;
  const outside = room.x + width + 6;
  return part(
    'over',
    room.x,
    over,
    { id: 'over', label, source, guest: isOwn ? FOCUS : undefined },
    rect({ ...room, width }, 'over'),
    plate + 6 < width
      ? [
          rect(
            { x: middle - plate / 2, y: room.y + 4, width: plate, height: room.height - 8 },
            'plate',
            { rx: 2 },
          ),
          text(middle, baseline, words, 'strong', 'middle'),
        ]
      : !scene.isNarrow && outside + widthOf(words) < room.x + room.width + GUTTER
        ? text(outside, baseline, words, 'strong')
        : undefined,
  );
}

/** Neighbours that would be too small to see become one box: `12 small guests`. */
function joined(
  all: readonly DrawnTaking[],
  px: (bytes: number) => number,
): readonly DrawnTaking[] {
  const isSmall = (one: DrawnTaking): boolean => one.letter !== FOCUS && px(one.bytes) < JOINED;
  const small = all.filter(isSmall);
  if (small.length < 2) return all;
  const [first] = small;
  if (first === undefined) return all;
  const one: DrawnTaking = {
    ...{ letter: '', guest: `${small.length} small guests`, node: first.node, pageSize: 0 },
    ...{ cell: null, spill: false, anywhere: false, bytes: sum(small.map((each) => each.bytes)) },
  };
  const large = all.filter((each) => !isSmall(each));
  const own = large.findIndex(({ letter }) => letter === FOCUS);
  return own < 0 ? [...large, one] : [...large.slice(0, own), one, ...large.slice(own)];
}

function withoutMemory({ x, y, width, height }: Box, words: string): Drawn {
  const wide = widthOf(words);
  const middle = y + height / 2;
  return [
    rect({ x: x - 1, y: y + 4, width: wide + 6, height: height - 8 }, 'paper'),
    line(x + wide + 10, middle, x + width, middle, 'ghost'),
    text(x, middle + 4, words, 'dim'),
  ];
}

const baselineOf = ({ y, height }: Pick<Box, 'y' | 'height'>): number => y + height / 2 + 4.3;

function sourceOf({ map }: Scene, letter: string) {
  if (letter === FOCUS) return map.focus.source;
  return map.others.find((one) => one.letter === letter)?.source;
}
