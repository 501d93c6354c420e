import assert from 'node:assert/strict';
import { hostJson } from '../../server/src/host/hostJson.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import { nodeId } from '../../server/src/host/topology.ts';
import { found, hostOf, hostText, KIB } from './hosts.ts';

const capabilities = (topology: string): string =>
  `<capabilities><host>${topology}</host></capabilities>`;
const cells = (text: string): string =>
  capabilities(`<topology><cells num='9'>${text}</cells></topology>`);

describe('virsh capabilities', () => {
  it('takes what is there, and leaves unknown what is not', () => {
    const host = hostOf(
      cells("<cell id='0'><cpus num='1'><cpu id='3'/></cpus></cell><cell id='4'/>"),
    );
    assert.deepEqual([...host.nodes.values()], [{ id: 0, cpus: [3] }, { id: 4 }]);
    assert.deepEqual([...host.cpus.values()], [{ id: 3, node: 0 }]);
    assert.equal(host.distances, undefined);
    assert.equal(host.pageSize, undefined);
  });

  it('without <memory> knows of none only where all page counts are 0', () => {
    const none = hostOf(
      cells("<cell id='0'><pages size='4'>0</pages><pages size='2048'>0</pages></cell>"),
    );
    assert.equal(none.nodes.get(nodeId(0))?.total, 0n);
    const unknown = hostOf(cells("<cell id='0'><pages size='4'>7</pages></cell>"));
    assert.equal(unknown.nodes.get(nodeId(0))?.total, undefined);
  });

  it('never checks page counts against the memory', () => {
    const host = hostOf(
      cells(
        "<cell id='0'><memory unit='KiB'>1024</memory><pages unit='KiB' size='4'>9</pages><pages unit='KiB' size='2048'>4096</pages></cell>",
      ),
    );
    const node = host.nodes.get(nodeId(0));
    assert.equal(node?.total, 1024n * KIB);
    assert.deepEqual([...(node.pools?.values() ?? [])], [{ size: 2048n * KIB, total: 4096 }]);
  });

  it('knows the cell that libvirt makes up where there is no NUMA', () => {
    const cell = (inner: string, cpus = "<cpus num='1'><cpu id='0' siblings='0'/></cpus>") =>
      hostOf(
        `<capabilities><host><topology><cells num='1'><cell id='0'><memory unit='KiB'>4194304</memory>${inner}${cpus}</cell></cells></topology></host></capabilities>`,
      ).numa;
    assert.equal(cell(''), false);
    assert.equal(cell("<pages unit='KiB' size='4'>1048576</pages>"), undefined);
    assert.equal(cell("<distances><sibling id='0' value='10'/></distances>"), undefined);
    assert.equal(cell('', ''), undefined);
  });

  it('reads sizes in their unit', () => {
    const host = hostOf(cells("<cell id='0'><memory unit='MiB'>3</memory></cell>"));
    assert.equal(host.nodes.get(nodeId(0))?.total, 3072n * KIB);
  });

  it('drops siblings that cannot be cores', () => {
    const cpu = (id: number, siblings: string) => `<cpu id='${id}' siblings='${siblings}'/>`;
    const host = hostOf(
      cells(`<cell id='0'><cpus>${cpu(0, '0-1')}${cpu(1, '0-1')}${cpu(2, '1-2')}</cpus></cell>`),
    );
    assert.deepEqual(
      [...host.cpus.values()].map(({ siblings }) => siblings),
      [[0, 1], [0, 1], undefined],
    );
  });

  it('reads how caches and bandwidth can be divided, and our JSON tells the same', () => {
    const control = "<control granularity='768' min='1536' unit='KiB' type='both' maxAllocs='4'/>";
    const banks = [
      "<bank id='0' level='2' type='both' size='256' unit='KiB' cpus='0'/>",
      `<bank id='0' level='3' type='both' size='15' unit='MiB' cpus='0-5'>${control}</bank>`,
      `<bank id='1' level='3' type='both' size='15' unit='MiB' cpus='6-11'>${control.replace(" min='1536'", '')}</bank>`,
    ];
    const divided = (cache: string): string =>
      capabilities(
        `<topology><cells><cell id='0'/></cells></topology><cache>${cache}</cache><memory_bandwidth><node id='0' cpus='0-5'><control granularity='10' min='20' maxAllocs='4'/></node></memory_bandwidth>`,
      );
    const host = hostOf(divided(banks.join('')));
    const big = { level: 3, size: 15360n * KIB };
    assert.deepEqual(host.resctrl, {
      caches: [
        { level: 2, id: 0, size: 256n * KIB, controls: new Map() },
        {
          ...big,
          id: 0,
          controls: new Map([['both', { granularity: 768n * KIB, least: 1536n * KIB }]]),
        },
        {
          ...big,
          id: 1,
          controls: new Map([['both', { granularity: 768n * KIB, least: 768n * KIB }]]),
        },
      ],
      bandwidth: new Map([[0, { granularity: 10, least: 20 }]]),
    });
    assert.deepEqual(hostOf(hostJson(host)).resctrl, host.resctrl);
    assert.equal(hostOf(divided('')).resctrl, undefined);
    assert.equal(hostOf(divided("<bank id='0' level='3' size='x'/>")).resctrl, undefined);
  });

  it('says so where there are no nodes', () => {
    assert.deepEqual(found(capabilities('')), [
      [
        '<capabilities',
        'host/no-numa',
        "these capabilities have no <topology>, so nothing is known of the host's nodes; 'numactl --hardware' may tell more",
      ],
    ]);
    const text = `$ virsh capabilities\n${capabilities("<topology><cells num='0'/></topology>")}`;
    assert.deepEqual(found(text), [
      [
        '<topology>',
        'host/no-numa',
        "this topology has no <cell>, so nothing is known of the host's nodes; 'numactl --hardware' may tell more",
      ],
    ]);
  });

  it('is not used while it is cut off or broken', () => {
    const whole = hostText('d-four-memoryless-deb13/virsh-capabilities.xml');
    const cut = readHostFile(whole.slice(0, 3000), 'host.xml');
    assert.equal(cut.topology, undefined);
    assert.deepEqual(found(whole.slice(0, 3000)), [
      [
        '<capabilities',
        'host/broken-xml',
        'these capabilities are cut off: </capabilities> is missing; save the whole output of the command',
      ],
    ]);
    const text = `\n\n${cells("<cell id='0'></cel>")}`;
    const [[words, rule] = []] = found(text);
    assert.deepEqual([words, rule], ['cel', 'host/broken-xml']);
    assert.equal(readHostFile(text, 'host.xml').topology, undefined);
  });

  it('is told what is wrong with its values, at their place in the file', () => {
    const text = `# virsh capabilities\n${cells(
      "<cell id='0'><memory unit='KB'>1</memory><pages size='4'>many</pages>" +
        "<distances><sibling id='0' value='999'/></distances>" +
        "<cpus><cpu id='0' siblings='0-x'/><cpu id='0'/><cpu id='no'/></cpus></cell>",
    )}`;
    assert.deepEqual(found(text), [
      [
        '1',
        'host/bad-value',
        "the memory '1' is ambiguous: libvirt counts KB in thousands, numactl in 1024s; write KiB",
      ],
      ['many', 'host/bad-value', "'many' is not a number of pages"],
      ['999', 'host/bad-value', "value '999' is not a whole number from 0 to 255"],
      ['0-x', 'host/bad-value', "'0-x' is no CPU number and no range such as 0-3"],
      ['0', 'host/bad-value', 'CPU 0 is a CPU of node 0 already; a CPU belongs to one node'],
      ['no', 'host/bad-value', "id 'no' is not a whole number from 0 to 16383"],
    ]);
  });

  it('is not used when a node cannot be told by its id', () => {
    for (const [cell, words, message] of [
      ["<cell id='x'/>", 'x', "id 'x' is not a whole number from 0 to 16383"],
      ['<cell/>', '<cell/>', "this cell lacks 'id', the number of the node"],
      ["<cell id='0'/>", '0', "'0' is the id of an earlier cell; every node has its own"],
    ] as const) {
      const text = cells(`<cell id='0'/>${cell}`);
      assert.deepEqual(found(text), [[words, 'host/bad-value', message]]);
      assert.equal(readHostFile(text, 'host.xml').topology, undefined);
    }
  });
});
