import assert from 'node:assert/strict';
import { openWindow, type Window } from './workbench.ts';

const GUEST = `<domain type='kvm'>
  <memory unit='GiB'>8</memory>
  <vcpu placement='static' cpuset='0-3,^2'>4</vcpu>
  <numatune>
    <memory mode='strict' nodeset="1,4-6"/>
    <memnode
      cellid='0' mode = "interleave"
      nodeset='7'/>
  </numatune>
  <cpu mode='strict'>
    <numa><cell id='0' cpus='8' memory='512' unit='KiB'></cell></numa>
  </cpu>
  <!-- <memory mode='preferred'/> -->
  <other unit='MiB' nodeset='9' cpuset='9'/>
</domain>
`;

const rule = (scope: string, foreground: string) => ({ scope, settings: { foreground } });
const MODE = 'rgb(255, 0, 1)';
const PLACEMENT = 'rgb(255, 0, 2)';
const NUMBER = 'rgb(255, 0, 3)';
const OPERATOR = 'rgb(255, 0, 4)';
const UNIT = 'rgb(255, 0, 5)';
const STRING = 'rgb(255, 0, 6)';
const COMMENT = 'rgb(255, 0, 7)';
const ATTRIBUTE = 'rgb(255, 0, 8)';

describe('the injected grammar', () => {
  let window: Window;
  before(async () => {
    window = await openWindow({
      files: { 'guest.xml': GUEST },
      settings: {
        'editor.tokenColorCustomizations': {
          textMateRules: [
            rule('string.quoted.single.xml', '#ff0006'),
            rule('comment', '#ff0007'),
            rule('entity.other.attribute-name', '#ff0008'),
            rule('constant.language.memory-mode.libvirt', '#ff0001'),
            rule('constant.language.placement.libvirt', '#ff0002'),
            rule('constant.numeric', '#ff0003'),
            rule('keyword.operator', '#ff0004'),
            rule('keyword.other.unit', '#ff0005'),
          ],
        },
      },
    });
    await window.open('guest.xml');
  });
  after(() => window.close());

  const cases: [string, string, string, string][] = [
    ['a mode', 'strict', '<memory mode', MODE],
    ['a mode on a line of its own, with blanks around the sign', 'interleave', 'cellid', MODE],
    ['a placement', 'static', '<vcpu', PLACEMENT],
    ['a CPU', '0', 'cpuset=', NUMBER],
    ['a range', '-', 'cpuset=', OPERATOR],
    ['an exclusion', '^', 'cpuset=', OPERATOR],
    ['a node', '4', '<memory mode', NUMBER],
    ['a node on a line of its own', '7', "nodeset='7'", NUMBER],
    ['a unit', 'GiB', '<memory unit', UNIT],
    ["a cell's CPU", '8', '<cell', NUMBER],
    ["a cell's unit", 'KiB', '<cell', UNIT],
    ['an attribute beside them as ever', 'cellid', 'interleave', ATTRIBUTE],
    ['the mode of a CPU as ever', 'strict', '<cpu mode', STRING],
    ['a comment as ever', 'preferred', '<!--', COMMENT],
    ['a unit elsewhere as ever', 'MiB', '<other', STRING],
    ['a set elsewhere as ever', '9', '<other', STRING],
  ];
  for (const [what, text, line, expected] of cases)
    it(`colours ${what}`, async () => {
      await window.untilColoured();
      assert.equal(await window.colour(text, line), expected);
    });
});
