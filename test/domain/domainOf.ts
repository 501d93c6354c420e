import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import type { DomainModel } from '../../server/src/domain/model.ts';

/** The model of a KVM guest with these lines in it. @throws when the text is no domain */
export function domainOf(inner: string): DomainModel {
  const analysis = analyze(`<domain type='kvm'>${inner}</domain>`, EMPTY_WORLD);
  const [domain] = analysis?.domains ?? [];
  if (domain === undefined) throw new Error(`no domain: ${inner}`);
  return domain;
}
