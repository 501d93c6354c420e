import type { Version } from './topology.ts';

/** A release: `11.3.0`, also with what distributions append: `6.12.107+deb13-amd64`. undefined for what is none. */
export function parseVersion(text: string): Version | undefined {
  const numbers = /^(\d{1,6}(?:\.\d{1,6}){0,3})(?:[-+~.:_a-zA-Z][-+~.:\w]*)?$/.exec(text)?.[1];
  return numbers?.split('.').map(Number);
}
