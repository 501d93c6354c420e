import { SCHEMA_OF_ROOT } from '../../analysis/schemas.ts';
import { ROOT_LOOK } from '../../xml/rootName.ts';
import type { Completion } from '../completion.ts';

/** What may stand around a root: white space, comments, instructions, a document type. */
const AROUND = /^\uFEFF?(?:\s|<\?(?:(?!\?>)[^])*\?>|<!--(?:(?!-->)[^])*-->|<!DOCTYPE[^<>[\]]*>)*/;

/** What a domain cannot do without, and where its devices go. */
const DOMAIN = `domain type='\${1|kvm,qemu|}'>
	<name>$2</name>
	<memory unit='\${3|GiB,MiB,KiB|}'>$4</memory>
	<vcpu>$5</vcpu>
	<os>
		<type>hvm</type>
	</os>
	<devices>
		$0
	</devices>
</domain>`;

/**
 * libvirt's roots where a document has none yet, or has no more than the beginning of its name. A letter alone asks for nothing: whether
 * the document is to be libvirt's, only `<` or somebody's own asking tells. They come behind what others offer. Never throws.
 * @param hasSchemas whether roots other than a domain's are known
 */
export function rootOffers(
  text: string,
  offset: number,
  trigger: string | undefined,
  hasSchemas: boolean,
): readonly Completion[] {
  if (text.length > ROOT_LOOK || (trigger !== undefined && trigger !== '<')) return [];
  const before = text.slice(0, offset).replace(AROUND, '');
  const after = text.slice(offset);
  const [begun, name] = /^<?([A-Za-z]*)$/.exec(before) ?? [];
  if (begun === undefined || name === undefined || (begun === name && name !== '')) return [];
  if (after.replace(AROUND, '') !== '' || after.includes('<?xml ')) return [];
  const roots = hasSchemas ? [...SCHEMA_OF_ROOT.keys()] : ['domain'];
  return roots.map((label, index) => ({
    label,
    insert: `${begun === '' ? '<' : ''}${label === 'domain' ? DOMAIN : `${label}>\n\t$0\n</${label}>`}`,
    isSnippet: true,
    range: { start: offset - name.length, end: offset },
    sortText: `~${String(index).padStart(2, '0')}`,
    kind: 'element',
  }));
}
