import { COUNTED_NAMES } from './commonNames.ts';

/** A name that stands at a place more often than by chance. */
export interface CommonName {
  readonly name: string;
  /** Most elements of the place have it, and libvirt does not fill it in. */
  readonly isUsual: boolean;
  /** Of a child: where it stands among its siblings. */
  readonly order: number;
  /** Of an attribute: its most frequent words; empty where none stand out. */
  readonly words: readonly string[];
}

/** What is common in an element, most frequent first. */
export interface Common {
  readonly attributes: readonly CommonName[];
  readonly children: readonly CommonName[];
  /** Words for its text. */
  readonly words: readonly string[];
}

/**
 * What is common in an element of this name in this parent (undefined for the root): counted over libvirt's own test documents, and set
 * right where these are no measure for a new guest. Nothing where too few were counted.
 */
export function commonIn(element: string, parent: string | undefined): Common {
  const here = parent === undefined ? undefined : COMMON.get(`${parent}/${element}`);
  return here ?? COMMON.get(element) ?? NOTHING;
}

const NOTHING: Common = { attributes: [], children: [], words: [] };

/**
 * Tests hold what is old, rare, or left to the defaults of other hypervisors. For a new QEMU guest: KVM, virtio devices, a q35 machine, images
 * in qcow2, the network of libvirt's own. Read as the counted names are; what is said here goes before them. ` =word`: the element's text.
 */
const SET_RIGHT = `
channel/source @mode!=bind
cputune/vcpusched @vcpus! @scheduler!=fifo,rr,batch @priority!
cputune/iothreadsched @iothreads! @scheduler!=fifo,rr,batch @priority!
cputune/emulatorsched @scheduler!=fifo,rr,batch @priority!
devices/channel @type!=unix target!:2 source:1
devices/controller @type!=scsi,pci,usb,virtio-serial @model!=virtio-scsi,qemu-xhci
devices/disk @type! @device! driver!:1 source!:2 target!:3
devices/hostdev @mode! @type!=pci,usb,mdev,scsi @managed!=yes source!:1
devices/input @type!=tablet,keyboard,mouse @bus!=usb,virtio,ps2
devices/panic @model!=isa,pvpanic,hyperv
devices/sound @model!=ich9,virtio
devices/graphics @type!=vnc,spice @autoport!=yes
devices/interface @type!=network,bridge,direct source!:2 model!:3
devices/memballoon @model!=virtio,none
devices/tpm @model!=tpm-crb,tpm-tis backend!:1
devices/watchdog @model!=itco,i6300esb @action!=reset
disk/driver @name!=qemu @type!=qcow2,raw
disk/target @dev!=vda,sda @bus!=virtio,sata,scsi
domain @type!=kvm,qemu name!:1 memory!:3 vcpu!:5 os!:6 devices!:12 cpu:7 features:7 clock:8 memoryBacking numatune cputune iothreads
domain/devices disk:2 interface:4 graphics:7 video:9 hostdev filesystem console:6 channel
domain/cputune vcpupin emulatorpin iothreadpin vcpusched
domain/cpu @mode!=host-passthrough,host-model,custom
domain/on_crash =destroy,restart
domain/on_poweroff =destroy
domain/on_reboot =restart
domain/os type!:1 boot:2
filesystem/driver @type!=virtiofs
interface/model @type!=virtio,e1000e
interface/source @network=default @bridge=br0
os/boot @dev!=hd,cdrom,network
os/type @arch!=x86_64,aarch64 @machine!=q35,pc =hvm
rng/backend @model!=random =/dev/urandom
source/address @domain!=0x0000 @bus!=0x00 @slot!=0x00 @function!=0x0
tpm/backend @type!=emulator @version!=2.0
video/model @type!=virtio,vga @vram
`;

const COMMON: ReadonlyMap<string, Common> = readTable();

function readTable(): ReadonlyMap<string, Common> {
  const table = new Map<string, Common>();
  for (const line of `${COUNTED_NAMES.trim()}\n${SET_RIGHT.trim()}`.split('\n')) {
    const [key = '', ...words] = line.split(' ');
    const before = table.get(key) ?? NOTHING;
    const [text] = words.filter((word) => word.startsWith('='));
    table.set(key, {
      attributes: over(
        words.filter((word) => word.startsWith('@')).map(readName),
        before.attributes,
      ),
      children: over(words.filter((word) => /^[^@=]/.test(word)).map(readName), before.children),
      words: text?.slice(1).split(',') ?? before.words,
    });
  }
  return table;
}

/** The later names before the earlier ones, with the earlier ones' words where they have none. */
function over(later: readonly CommonName[], earlier: readonly CommonName[]): readonly CommonName[] {
  const known = new Map(earlier.map((one) => [one.name, one]));
  const names = new Set(later.map(({ name }) => name));
  return [
    ...later.map((one) => ({
      ...one,
      words: one.words.length > 0 ? one.words : (known.get(one.name)?.words ?? []),
    })),
    ...earlier.filter(({ name }) => !names.has(name)),
  ];
}

function readName(word: string): CommonName {
  const [, name = '', usual, order, words] =
    /^@?([^!=:]+)(!?)(?::(\d+))?(?:=(.*))?$/.exec(word) ?? [];
  return {
    name,
    isUsual: usual === '!',
    order: Number(order ?? 0),
    words: words?.split(',') ?? [],
  };
}
