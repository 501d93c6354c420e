/** Disagreements that were looked into and are not ours to mend: document, rule (undefined: a refusal not found), reason. */
const EXCUSES: readonly (readonly [document: RegExp, rule: string | undefined, reason: string])[] =
  [
    [
      /./,
      'memory/needs-acpi',
      'QEMU refuses memory modules without ACPI at start (measured); these documents are never started',
    ],
    [
      /^qemuxml2(argv|xmlout)data\/fd-memory-numa-topology[23]\b/,
      'cells/topology-mismatch',
      "libvirt 9.0's test runs it with the abilities of a QEMU of before 2.7, for which the sum is not checked",
    ],
    [
      /^qemuxml2(argv|xmlout)data\/(migrate-numa-unaligned|numatune-memory|numatune-memnode)/,
      'numatune/unknown-host-node',
      "libvirt 9.0's test pretends that the host has eight nodes",
    ],
    [
      /^genericxml2xmloutdata\/(cachetune|memorytune)/,
      'resctrl/needs-kvm',
      "libvirt's generic test reads it without the qemu driver, which is the one that wants KVM",
    ],
    [
      /cputune-zero-shares/,
      'pinning/bad-cpu-time',
      'libvirt compares shares with the limits of control groups only when the guest is started, which its test does not',
    ],
    [
      /cputune(-iothreadsched-zeropriority)?(\.x86_64-latest)?\.xml$/,
      'pinning/bad-number',
      'libvirt compares a priority with those of the kernel only when the guest is started, which its test does not',
    ],
    [
      /memory-hotplug-nonuma/,
      undefined,
      'read without the flag of define and edit, with which libvirt 9.6 and later adds a cell: memory/cell-added says so',
    ],
  ];

/** Why a disagreement stands, where it was looked into. */
export function excused(document: string, rule: string | undefined): string | undefined {
  return EXCUSES.find(([pattern, id]) => id === rule && pattern.test(document))?.[2];
}
