import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import type { DomainModel } from '../../server/src/domain/model.ts';
import type { HostTopology, Versions } from '../../server/src/host/topology.ts';
import { planTogether } from '../../server/src/placement/plan.ts';
import { sayBinding } from '../../server/src/placement/sayBinding.ts';
import { suggest } from '../../server/src/placement/suggest.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { worldOf } from '../harness/world.ts';

const guestText = (inner: string): string => `<domain type='kvm'>\n${inner}\n</domain>\n`;
const whole = (size: number, numatune: string): string =>
  guestText(`  <memory unit='GiB'>${size}</memory>\n  <vcpu>2</vcpu>\n${numatune}`);
const bound = (size: number, nodes: string, mode = 'strict'): string =>
  whole(size, `  <numatune>\n    <memory mode='${mode}' nodeset='${nodes}'/>\n  </numatune>`);

function read(text: string): DomainModel {
  const domain = analyze(text, EMPTY_WORLD)?.domains[0];
  assert.ok(domain);
  return domain;
}

function ring(): HostTopology {
  const { host } = worldOf('ring');
  assert.ok(host);
  return host;
}

const planned = (texts: readonly string[], versions: Versions = {}) =>
  texts.map((text) => ({ domain: read(text), text, overhead: 0n, versions }));

/** The texts as suggested, and how they are bound then. */
function followed(texts: readonly string[], host: HostTopology, versions?: Versions) {
  const guests = planned(texts, versions);
  const plan = planTogether(guests, host);
  const { suggestions, plan: after } = suggest(guests, host, 'total', plan);
  const edited = texts.map((text, index) => {
    const one = suggestions.find(({ guest }) => guest === index);
    return one === undefined ? text : applyEdits(text, one.edits);
  });
  return { plan, after, suggestions, edited };
}

const bindings = (texts: readonly string[], host = ring()): readonly string[] =>
  followed(texts, host).edited.map((text) => sayBinding(read(text)));

describe('suggest', () => {
  it('moves a guest that does not fit to the nearest node that has room for all of it', () => {
    assert.deepEqual(bindings([bound(10, '0'), bound(10, '0'), bound(10, '0')]), [
      'strict on 0',
      'strict on 1',
      'strict on 3',
    ]);
  });

  it('leaves alone what fits once others have moved', () => {
    assert.deepEqual(bindings([bound(40, '0'), bound(2, '0')]), ['strict on 0-1,3', 'strict on 0']);
  });

  it('takes as few and as near nodes as it can', () => {
    assert.deepEqual(bindings([bound(14, '1'), bound(24, '0')]), ['strict on 1', 'strict on 0,3']);
    assert.deepEqual(bindings([bound(60, '0')]), ['strict on 0-3']);
    assert.deepEqual(bindings([bound(65, '0')]), ['strict on 0']);
  });

  it('repairs a set of nodes that do not exist', () => {
    assert.deepEqual(bindings([bound(4, '7')]), ['strict on 0']);
  });

  it('keeps the mode where that does it, else takes strict', () => {
    assert.deepEqual(bindings([bound(24, '0', 'interleave')]), ['interleave on 0-1']);
    assert.deepEqual(bindings([bound(14, '0'), bound(30, '1', 'interleave')]), [
      'strict on 0',
      'interleave on 1-2',
    ]);
    const preferred = bound(24, '0', 'preferred');
    assert.deepEqual(bindings([preferred]), ['preferred on 0-1']);
    const old = followed([preferred], ring(), { libvirt: [8, 0, 0] });
    assert.equal(old.edited[0], bound(24, '0-1'));
  });

  it('moves only the cell that does not fit', () => {
    const cells = guestText(`  <memory unit='GiB'>20</memory>
  <vcpu>2</vcpu>
  <cpu><numa><cell id='0' cpus='0' memory='10' unit='GiB'/><cell id='1' cpus='1' memory='10' unit='GiB'/></numa></cpu>
  <numatune>
    <memory mode='strict' nodeset='0-1'/>
    <memnode cellid='0' mode='strict' nodeset='0'/>
    <memnode cellid='1' mode='strict' nodeset='1'/>
  </numatune>`);
    const { edited } = followed([bound(10, '1'), cells], ring());
    assert.equal(
      edited[1],
      cells
        .replace("strict' nodeset='0-1'", "strict' nodeset='0,2'")
        .replace("nodeset='1'", "nodeset='2'"),
    );
  });

  it('gives memnodes to cells that have none', () => {
    const cells = guestText(`  <memory unit='GiB'>20</memory>
  <vcpu>2</vcpu>
  <numatune>
    <memory mode='strict' nodeset='0'/>
  </numatune>
  <cpu><numa><cell id='0' cpus='0' memory='10' unit='GiB'/><cell id='1' cpus='1' memory='10' unit='GiB'/></numa></cpu>`);
    assert.deepEqual(bindings([cells]), ['cell 0 strict on 0, cell 1 strict on 1']);
  });

  it('brings memory near the vCPUs that are pinned, and not away from them', () => {
    const pinned = (cpus: string) => bound(10, '0').replace('<vcpu>', `<vcpu cpuset='${cpus}'>`);
    assert.deepEqual(bindings([bound(10, '0'), pinned('8')]), ['strict on 0', 'strict on 2']);
    assert.deepEqual(bindings([bound(10, '0'), pinned('0')]), ['strict on 0', 'strict on 0-1']);
    assert.deepEqual(bindings([bound(16, '0'), pinned('0')]), ['strict on 0', 'strict on 0']);
  });

  it('has no advice for a guest that numad places', () => {
    const auto = guestText("  <memory unit='GiB'>100</memory><vcpu placement='auto'>2</vcpu>");
    assert.equal(followed([auto], ring()).suggestions.length, 0);
  });
});
