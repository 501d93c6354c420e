import { drawMap } from '../../server/src/map/draw/drawMap.ts';
import { LIGHT_STYLE } from '../../server/src/map/draw/style.ts';
import { svgText } from '../../server/src/map/draw/svgText.ts';
import { wholeMap } from '../../server/src/map/draw/wholeMap.ts';
import { hostMapOf } from '../../server/src/map/hostMap.ts';
import { groundOf } from '../../test/map/mapOf.ts';
import { SCENES } from '../../test/map/scenes.ts';

/** What a map costs the server from an analysis on: its figures, its parts as drawn, and all of it as a file. */
export function hostMapFigures(
  microseconds: (runs: number, work: () => unknown) => number,
): readonly (readonly string[])[] {
  const milliseconds = (work: () => unknown): string => (microseconds(20, work) / 1000).toFixed(1);
  return [
    ['map', 'nodes, CPUs, guests', 'figures', 'drawn', 'as SVG', 'kB'],
    ...['memory-less', 'two-sockets', 'big'].map((name) => {
      const scene = SCENES[name];
      if (scene === undefined) throw new Error(`no scene ${name}`);
      const { host, text, ...options } = scene;
      const ground = groundOf(text, host, options);
      const { map } = hostMapOf(ground, []);
      const svg = () => svgText(wholeMap(map, 1160, LIGHT_STYLE));
      return [
        name,
        `${host.nodes.size}, ${host.cpus.size}, ${map.others.length + 1}`,
        milliseconds(() => hostMapOf(ground, [])),
        milliseconds(() => drawMap(map, 1160)),
        milliseconds(svg),
        (svg().length / 1024).toFixed(0),
      ];
    }),
  ];
}
