import { QEMU, SCHEMA, START, type Mistake } from './mistakes.ts';

/** Mistakes about vCPUs, I/O threads, their schedulers and their time. */
export const CPU_MISTAKES: readonly Mistake[] = [
  {
    name: 'scheduler unknown',
    body: "<cputune><vcpusched vcpus='0' scheduler='FIFO' priority='1'/></cputune>",
  },
  {
    name: 'scheduler missing',
    body: "<cputune><vcpusched vcpus='0'/></cputune>",
  },
  {
    name: 'scheduler for no vCPUs',
    body: "<cputune><vcpusched scheduler='batch'/></cputune>",
  },
  {
    name: 'scheduler with a bad set',
    body: "<cputune><vcpusched vcpus='0-a' scheduler='batch'/></cputune>",
  },
  {
    name: 'scheduler with an empty set',
    body: "<cputune><vcpusched vcpus='0,^0' scheduler='batch'/></cputune>",
  },
  {
    name: 'scheduler for an absent vCPU',
    body: "<cputune><vcpusched vcpus='2-4' scheduler='batch'/></cputune>",
  },
  {
    name: 'schedulers that overlap',
    body: "<cputune><vcpusched vcpus='0-1' scheduler='batch'/><vcpusched vcpus='1-2' scheduler='idle'/></cputune>",
  },
  {
    name: 'schedulers apart',
    body: "<cputune><vcpusched vcpus='0-1' scheduler='batch'/><vcpusched vcpus='2-3' scheduler='fifo' priority='99'/></cputune>",
  },
  {
    name: 'two schedulers of the emulator',
    body: "<cputune><emulatorsched scheduler='batch'/><emulatorsched scheduler='batch'/></cputune>",
  },
  {
    name: 'real time without a priority',
    body: "<cputune><vcpusched vcpus='0' scheduler='rr'/></cputune>",
  },
  {
    name: 'a priority of words',
    body: "<cputune><vcpusched vcpus='0' scheduler='rr' priority='high'/></cputune>",
  },
  {
    name: 'a priority beyond 99',
    body: "<cputune><vcpusched vcpus='0' scheduler='rr' priority='100'/></cputune>",
    differs: START,
  },
  {
    name: 'a priority that nobody reads',
    body: "<cputune><vcpusched vcpus='0' scheduler='batch' priority='1'/></cputune>",
    differs: SCHEMA,
  },
  {
    name: 'scheduler for an absent I/O thread',
    body: "<iothreads>1</iothreads><cputune><iothreadsched iothreads='2' scheduler='batch'/></cputune>",
  },
  {
    name: 'I/O thread schedulers that overlap',
    body: "<iothreads>2</iothreads><cputune><iothreadsched iothreads='1-2' scheduler='batch'/><iothreadsched iothreads='2' scheduler='batch'/></cputune>",
  },
  {
    name: 'I/O thread 0',
    body: "<iothreadids><iothread id='0'/></iothreadids>",
  },
  {
    name: 'I/O thread without a number',
    body: '<iothreadids><iothread/></iothreadids>',
  },
  {
    name: 'I/O thread twice',
    body: "<iothreadids><iothread id='2'/><iothread id='2'/></iothreadids>",
  },
  {
    name: 'I/O threads as they should be',
    body: "<iothreads>3</iothreads><iothreadids><iothread id='2'/><iothread id='7'/></iothreadids><cputune><iothreadsched iothreads='1-2,7' scheduler='batch'/></cputune>",
  },
  {
    name: 'thread pool with more kept than allowed',
    body: "<iothreadids><iothread id='1' thread_pool_min='4' thread_pool_max='2'/></iothreadids>",
  },
  {
    name: 'thread pool with the least alone',
    body: "<iothreadids><iothread id='1' thread_pool_min='4'/></iothreadids>",
  },
  {
    name: 'thread pool with the most alone',
    body: "<iothreadids><iothread id='1' thread_pool_max='4'/></iothreadids>",
  },
  {
    name: 'thread pool of none',
    body: "<defaultiothread thread_pool_max='0'/>",
  },
  {
    name: 'period too short',
    body: '<cputune><period>999</period></cputune>',
  },
  {
    name: 'period that is no number',
    body: '<cputune><period>1s</period></cputune>',
  },
  {
    name: 'period 0',
    body: '<cputune><emulator_period>0</emulator_period></cputune>',
    differs: SCHEMA,
  },
  {
    name: 'quota too short',
    body: '<cputune><global_quota>999</global_quota></cputune>',
  },
  {
    name: 'quota too long',
    body: '<cputune><iothread_quota>17592186044416</iothread_quota></cputune>',
  },
  {
    name: 'quota without a limit',
    body: '<cputune><quota>-1</quota></cputune>',
  },
  {
    name: 'quota 0',
    body: '<cputune><quota>0</quota></cputune>',
  },
  {
    name: 'shares that are no number',
    body: '<cputune><shares>many</shares></cputune>',
  },
  {
    name: 'shares 0',
    body: '<cputune><shares>0</shares></cputune>',
    differs: START,
  },
  {
    name: 'state of an absent vCPU',
    body: "<vcpus><vcpu id='0' enabled='yes'/><vcpu id='4' enabled='yes'/></vcpus>",
  },
  {
    name: 'state without enabled',
    body: "<vcpus><vcpu id='0'/></vcpus>",
  },
  {
    name: 'state enabled on',
    body: "<vcpus><vcpu id='0' enabled='on'/></vcpus>",
  },
  {
    name: 'state offline for good',
    body: "<vcpus><vcpu id='0' enabled='yes'/><vcpu id='1' enabled='no' hotpluggable='no'/></vcpus>",
  },
  {
    name: 'state listed twice',
    body: "<vcpus><vcpu id='0' enabled='yes'/><vcpu id='1' enabled='yes'/><vcpu id='1' enabled='no'/></vcpus>",
  },
  {
    name: 'states beside a greater current',
    body: "<vcpu current='9'>2</vcpu><vcpus><vcpu id='0' enabled='yes'/></vcpus>",
  },
  {
    name: 'vCPU 0 offline',
    body: "<vcpus><vcpu id='0' enabled='no'/><vcpu id='1' enabled='yes' hotpluggable='yes'/></vcpus>",
    differs: QEMU,
  },
  {
    name: 'vCPU 0 pluggable',
    body: "<vcpus><vcpu id='0' enabled='yes' hotpluggable='yes'/></vcpus>",
    differs: QEMU,
  },
  {
    name: 'a vCPU that stays behind one that does not',
    body: "<vcpus><vcpu id='0' enabled='yes'/><vcpu id='1' enabled='yes' hotpluggable='yes'/><vcpu id='2' enabled='yes' hotpluggable='no'/></vcpus>",
    differs: QEMU,
  },
  {
    name: 'order for some vCPUs',
    body: "<vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='1' enabled='yes' hotpluggable='yes'/></vcpus>",
    differs: QEMU,
  },
  {
    name: 'topology beyond all numbers',
    body: "<cpu><topology sockets='65536' cores='65536' threads='2'/></cpu>",
  },
  {
    name: 'disk with an absent I/O thread',
    body: "<iothreads>1</iothreads><devices><disk type='file' device='disk'><driver name='qemu' iothread='2'/><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices>",
    differs: QEMU,
  },
  {
    name: 'disk with I/O thread 0',
    body: "<iothreads>1</iothreads><devices><disk type='file' device='disk'><driver name='qemu' iothread='0'/><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices>",
  },
  {
    name: 'disk with its I/O thread',
    body: "<iothreads>1</iothreads><devices><disk type='file' device='disk'><driver name='qemu' iothread='1'/><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices>",
  },
  {
    name: 'SCSI disk with an I/O thread',
    body: "<iothreads>1</iothreads><devices><disk type='file' device='disk'><driver name='qemu' iothread='1'/><source file='/a'/><target dev='sda' bus='scsi'/></disk></devices>",
    differs: QEMU,
  },
  {
    name: 'vhost-user disk with an I/O thread',
    body: "<iothreads>1</iothreads><memoryBacking><access mode='shared'/></memoryBacking><devices><disk type='vhostuser' device='disk'><driver name='qemu' iothread='1'/><source type='unix' path='/a'/><target dev='vda' bus='virtio'/></disk></devices>",
  },
  {
    name: 'other controller with an I/O thread',
    body: "<iothreads>1</iothreads><devices><controller type='scsi' index='0' model='lsilogic'><driver iothread='1'/></controller></devices>",
  },
];
