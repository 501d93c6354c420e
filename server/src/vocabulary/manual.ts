/**
 * Where libvirt's manual (libvirt.org, docs/*.rst of libvirt 11.3) speaks of an element: `formatdomain.html#controllers`. `path`: the names from
 * the root to the element. undefined: of documents with this root the manual has no page.
 */
export function manualPlace(path: readonly string[]): string | undefined {
  const [root = ''] = path;
  const at = path.indexOf('domain');
  const isDomain = at >= 0 && at <= 1 && (root.startsWith('domain') || at === 0);
  const page = isDomain ? 'formatdomain' : PAGES.get(root);
  if (page === undefined) return undefined;
  const anchor = anchorOf(page, path.slice(isDomain ? at + 1 : 1));
  return `${page}.html${anchor === undefined ? '' : `#${anchor}`}`;
}

/** The section for the longest beginning of the path that has one of its own. */
function anchorOf(page: string, path: readonly string[]): string | undefined {
  const sections = SECTIONS.get(page);
  for (let length = path.length; length > 0; length--) {
    const found = sections?.get(path.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

const PAGES: ReadonlyMap<string, string> = new Map([
  ['domain', 'formatdomain'],
  ['domainsnapshot', 'formatsnapshot'],
  ['domaincheckpoint', 'formatcheckpoint'],
  ['domainbackup', 'formatbackup'],
  ['domainCapabilities', 'formatdomaincaps'],
  ['capabilities', 'formatcaps'],
  ['network', 'formatnetwork'],
  ['networkport', 'formatnetworkport'],
  ['pool', 'formatstorage'],
  ['storagepoolCapabilities', 'formatstoragecaps'],
  ['volume', 'formatstorage'],
  ['secret', 'formatsecret'],
  ['filter', 'formatnwfilter'],
  ['device', 'formatnode'],
]);

/** By page: the section (its anchor is the heading in small letters, joined by hyphens), then the paths of which it speaks. */
const SECTIONS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    formatdomain: `
general-metadata name uuid genid hwuuid title description metadata
operating-system-booting os
bios-bootloader os/loader os/nvram os/boot os/bootmenu os/bios os/firmware os/smbios
direct-kernel-boot os/kernel os/initrd os/cmdline os/dtb
container-boot os/init os/initarg os/initenv os/initdir os/inituser os/initgroup idmap
host-bootloader bootloader bootloader_args
smbios-system-information sysinfo
cpu-allocation vcpu vcpus
iothreads-allocation iothreads iothreadids defaultiothread
cpu-tuning cputune
memory-allocation memory maxMemory currentMemory
memory-backing memoryBacking
memory-tuning memtune
numa-node-tuning numatune
block-i-o-tuning blkiotune
resource-partitioning resource
cpu-model-and-topology cpu
events-configuration on_poweroff on_reboot on_crash on_lockfailure
power-management pm
disk-throttle-group-management throttlegroups
hypervisor-features features
time-keeping clock
performance-monitoring-events perf
devices devices
hard-drives-floppy-disks-cdroms devices/disk
filesystems devices/filesystem
controllers devices/controller
device-leases devices/lease
host-device-assignment devices/hostdev
redirected-devices devices/redirdev devices/redirfilter
smartcard-devices devices/smartcard
network-interfaces devices/interface
input-devices devices/input
hub-devices devices/hub
graphical-framebuffers devices/graphics
video-devices devices/video
consoles-serial-parallel-channel-devices devices/console devices/serial devices/parallel devices/channel
sound-devices devices/sound
audio-backends devices/audio
watchdog-devices devices/watchdog
memory-balloon-device devices/memballoon
random-number-generator-device devices/rng
tpm-device devices/tpm
nvram-device devices/nvram
panic-device devices/panic
shared-memory-device devices/shmem
memory-devices devices/memory
iommu-devices devices/iommu
vsock devices/vsock
crypto devices/crypto
pstore devices/pstore
security-label seclabel
key-wrap keywrap
launch-security launchSecurity`,
    formatnetwork: `
general-metadata name uuid title description metadata
connectivity bridge mtu domain forward
quality-of-service bandwidth
setting-vlan-tag-on-supported-network-types-only vlan
isolating-ports-from-one-another port
portgroups portgroup
static-routes route
addressing mac dns ip`,
    formatnwfilter: `
references-to-other-filters filterref
filter-rules rule`,
  }).map(([page, lines]) => [
    page,
    new Map(
      lines
        .trim()
        .split('\n')
        .flatMap((line) => {
          const [anchor = '', ...paths] = line.split(' ');
          return paths.map((path) => [path, anchor] as const);
        }),
    ),
  ]),
);
