/** What a host is called whose file `libvirt-xml.host.*` says no more than that it is the folder's. */
export const UNNAMED_HOST = 'this host';

/** A host's name after the file that describes it: `/hosts/kvm7.example.txt` is `kvm7.example`. */
export function hostNameOf(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? '';
  let name = base;
  while (ENDING.test(name)) name = name.replace(ENDING, '');
  if (name === 'libvirt-xml') return UNNAMED_HOST;
  return name === '' ? base : name;
}

const ENDING = /\.(?:txt|xml|json|jsonc|log|out|host|libvirt-host)$/i;

/** Where nothing else names a host, a file of this name in the folder describes it: the folder of the editor, or the one in which the command line runs. */
export const FOUND_BY_NAME = /^libvirt-xml\.host\.[A-Za-z0-9]+$/;
