// Documents to measure on: guests as administrators write them, of any length.

export const HOST = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
node 0 size: 65536 MB
node 0 free: 60000 MB
node 1 cpus: 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
node 1 size: 65536 MB
node 1 free: 60000 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;

/** A guest of about 40 lines and 14 more for each disk. */
export function guest(number: number, disks: number): string {
  const node = number % 2;
  const first = node * 16;
  const pins = Array.from(
    { length: 8 },
    (_, vcpu) => `    <vcpupin vcpu='${vcpu}' cpuset='${first + vcpu}'/>`,
  );
  return [
    "<domain type='kvm'>",
    `  <name>guest-${number}</name>`,
    `  <uuid>00000000-0000-4000-8000-${String(number).padStart(12, '0')}</uuid>`,
    "  <memory unit='KiB'>16777216</memory>",
    "  <currentMemory unit='KiB'>16777216</currentMemory>",
    "  <vcpu placement='static'>8</vcpu>",
    '  <cputune>',
    ...pins,
    `    <emulatorpin cpuset='${first + 8}-${first + 9}'/>`,
    '  </cputune>',
    '  <numatune>',
    `    <memory mode='strict' nodeset='${node}'/>`,
    '  </numatune>',
    '  <os>',
    "    <type arch='x86_64' machine='q35'>hvm</type>",
    '  </os>',
    '  <features>',
    '    <acpi/>',
    '  </features>',
    "  <cpu mode='host-passthrough'>",
    "    <topology sockets='1' cores='8' threads='1'/>",
    '  </cpu>',
    '  <devices>',
    '    <emulator>/usr/bin/qemu-system-x86_64</emulator>',
    ...Array.from({ length: disks }, (_, i) => disk(number, i)).flat(),
    '  </devices>',
    '</domain>',
    '',
  ].join('\n');
}

function disk(number: number, index: number): string[] {
  return [
    "    <disk type='file' device='disk'>",
    "      <driver name='qemu' type='qcow2' cache='none' io='native' discard='unmap'/>",
    `      <source file='/var/lib/libvirt/images/guest-${number}-${index}.qcow2'/>`,
    '      <backingStore/>',
    `      <target dev='vd${String.fromCharCode(97 + (index % 26))}${index}' bus='virtio'/>`,
    `      <serial>WD-${number}-${index}</serial>`,
    '      <iotune>',
    '        <total_bytes_sec>104857600</total_bytes_sec>',
    '        <total_iops_sec>2000</total_iops_sec>',
    '      </iotune>',
    `      <alias name='ua-disk${index}'/>`,
    `      <address type='pci' domain='0x0000' bus='0x${(4 + (index % 200)).toString(16)}' slot='0x00' function='0x0'/>`,
    `      <boot order='${index + 1}'/>`,
    '    </disk>',
  ];
}
