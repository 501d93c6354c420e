/** Where an arrow key, Home or End leads from a node or a spot in it: a node is one stop, whose spots stand in lines. */
export function neighbour(from: Element, key: string): Element | undefined {
  const stop = from.closest('.stop');
  if (stop === null) return undefined;
  const lines = linesIn(stop);
  const at = lines.findIndex((line) => line.includes(from));
  const line = lines[at] ?? [];
  const index = line.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return at < 0 ? lines[0]?.[0] : line[index + 1];
    case 'ArrowLeft':
      return index <= 0 ? stop : line[index - 1];
    case 'ArrowDown':
      return same(lines[at + 1], Math.max(0, index));
    case 'ArrowUp':
      return at <= 0 ? stop : same(lines[at - 1], index);
    case 'Home':
      return (at < 0 ? lines[0] : line)?.[0];
    case 'End':
      return (at < 0 ? lines[0] : line)?.at(-1);
    default:
      return undefined;
  }
}

/** The spots of a node by the name of their line, in the order in which the lines begin. */
function linesIn(stop: Element): readonly (readonly Element[])[] {
  const lines = new Map<string, Element[]>();
  for (const spot of stop.querySelectorAll('.spot[data-line]')) {
    const name = spot.getAttribute('data-line') ?? '';
    lines.set(name, [...(lines.get(name) ?? []), spot]);
  }
  return [...lines.values()];
}

const same = (line: readonly Element[] | undefined, index: number): Element | undefined =>
  line?.[Math.min(index, line.length - 1)];
