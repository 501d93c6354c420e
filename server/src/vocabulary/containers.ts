import { element } from './define.ts';

/** The elements around our vocabulary. What else they hold is not ours, so nothing is said of them. */
export const domain = element({
  name: 'domain',
  doc: 'A guest.',
  manual: 'element-and-attribute-overview',
  attributes: {},
  children: [
    'memory',
    'currentMemory',
    'maxMemory',
    'memoryBacking',
    'memtune',
    'vcpu',
    'vcpus',
    'iothreads',
    'iothreadids',
    'defaultiothread',
    'cputune',
    'numatune',
    'cpu',
    'devices',
  ],
});

export const cpu = element({
  name: 'cpu',
  doc: 'The guest’s CPU. Its NUMA cells stand in `<numa>`.',
  manual: 'cpu-model-and-topology',
  attributes: {},
  children: ['topology', 'numa'],
});

export const devices = element({
  name: 'devices',
  doc: 'The guest’s devices, memory devices among them.',
  manual: 'devices',
  attributes: {},
  children: ['memory', 'controller'],
});
