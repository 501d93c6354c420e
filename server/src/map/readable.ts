import type { Analysis } from '../analysis/analyze.ts';
import { standardSeverity } from '../analysis/findings.ts';
import type { DomainModel } from '../domain/model.ts';

/** Why no map can be made of a domain of a document, whatever its host is; undefined where one can. */
export function unreadableWhy(analysis: Analysis | undefined, index: number): string | undefined {
  const domain = analysis?.domains[index];
  if (analysis === undefined || domain === undefined) return 'the document holds no libvirt domain';
  if (!domain.isQemu) return 'only of the guests of QEMU is it known where their memory lands';
  if (domain.isDamaged || isHalfTyped(analysis, domain)) return 'the XML is broken';
  return domain.isTemplated ? 'the document is a template' : undefined;
}

/** Something in the domain is no XML: attributes and values that follow may be missing. */
function isHalfTyped({ parsed }: Analysis, { source: { whole } }: DomainModel): boolean {
  return parsed.problems.some(
    ({ rule, range, severity = standardSeverity(rule) }) =>
      severity === 'error' && whole.start <= range.start && range.start <= whole.end,
  );
}
