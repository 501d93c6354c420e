import type { ValueType } from '../define.ts';

/** Text that libvirt takes as it is, such as a path. */
export function anyText(name: string, doc: string): ValueType<string> {
  return { name, doc, parse: (text) => ({ value: text, problems: [] }), suggest: () => [] };
}
