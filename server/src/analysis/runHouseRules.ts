import type { Attr, Element, Node } from '@xmldom/xmldom';
import type { DomainModel } from '../domain/model.ts';
import type { SourceRange } from '../text/range.ts';
import { selectBounded } from '../xml/boundedQuery.ts';
import type { ParsedXml } from '../xml/source.ts';
import { attributeSource, contentSource, sourceOf } from '../xml/source.ts';
import { isElement, isUnevaluated, textOf, trimmed } from '../xml/walk.ts';
import type { Told } from './findings.ts';
import type { HouseRule } from './houseRules.ts';
import { messageFor } from './messageParts.ts';

/** House rules rest on documents with more nodes. */
export const HOUSE_RULE_NODES = 20_000;

/** A house rule tells so many of its results for one document. */
export const HOUSE_RULE_RESULTS = 100;

/** What house rules found in a document. */
export interface HouseRuleRun {
  readonly told: readonly Told[];
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
  /** The rules that looked at the whole document. */
  readonly ran: ReadonlySet<string>;
}

/**
 * Runs the rules over a document. An absolute path begins at the document, and also at the element around a domain: `/domain/…`
 * means the domain in a snapshot's file as well. Never throws.
 */
export function runHouseRules(
  rules: readonly HouseRule[],
  parsed: ParsedXml,
  domains: readonly DomainModel[],
): HouseRuleRun {
  const told: Told[] = [];
  const failures: { rule: string; error: unknown }[] = [];
  const ran = new Set<string>();
  if (rules.length === 0) return { told, failures, ran };
  const place = {
    start: domains[0]?.source.name.start ?? 0,
    end: domains[0]?.source.name.end ?? 0,
  };
  const rest = (message: string) =>
    told.push({ rule: 'house-rules/resting', report: { range: place, message } });
  if (parsed.nodes > HOUSE_RULE_NODES) {
    rest(
      `the house rules rest: the file has ${parsed.nodes} elements, attributes and texts, more than ${HOUSE_RULE_NODES}`,
    );
    return { told, failures, ran };
  }
  const roots = rootsOf(parsed, domains);
  for (const rule of rules) {
    try {
      const { found, isWhole } = resultsOf(rule, roots);
      if (!isWhole) rest(`${rule.id} rests: its expression would take too long on this file`);
      else ran.add(rule.id);
      for (const { node, root } of found.slice(0, HOUSE_RULE_RESULTS))
        told.push({
          rule: rule.id,
          report: {
            range: rangeOf(node, place),
            message: messageFor(rule.message, node, root),
            severity: rule.severity,
          },
        });
      if (found.length > HOUSE_RULE_RESULTS)
        rest(
          `${rule.id} finds ${found.length} places; only the first ${HOUSE_RULE_RESULTS} are shown`,
        );
    } catch (error) {
      failures.push({ rule: rule.id, error });
      ran.delete(rule.id);
    }
  }
  return { told, failures, ran };
}

/** The document, and the elements around domains that are not the document's root. */
function rootsOf(parsed: ParsedXml, domains: readonly DomainModel[]): readonly Node[] {
  const around = domains.flatMap(({ element }) => element.parentNode ?? []);
  return [...new Set([parsed.document, ...around])];
}

interface Found {
  readonly node: Node;
  readonly root: Node;
}

function resultsOf(
  { query }: HouseRule,
  roots: readonly Node[],
): { readonly found: readonly Found[]; readonly isWhole: boolean } {
  const found = new Map<Node, Found>();
  for (const root of roots) {
    const nodes = selectBounded(query, root, root);
    if (nodes === undefined) return { found: [], isWhole: false };
    for (const node of nodes)
      if (!found.has(node) && !isOpaque(node)) found.set(node, { node, root });
  }
  return { found: [...found.values()], isWhole: true };
}

const ATTRIBUTE = 2;

/** Whether what libvirt will read there is unknown: the expression looked at something else. */
function isOpaque(node: Node): boolean {
  if (node.nodeType === ATTRIBUTE) {
    const value = attributeSource(node as Attr)?.value;
    return value !== undefined && isUnevaluated(value);
  }
  if (isElement(node)) return holdsOpaque(node);
  const source = contentSource(node);
  return source !== undefined && isUnevaluated(source);
}

function holdsOpaque(element: Element): boolean {
  for (const { value } of sourceOf(element).attributes.values())
    if (value !== undefined && isUnevaluated(value)) return true;
  return isUnevaluated(textOf(element).source);
}

/** An element's name, an attribute's value, a text without the white space around it; what has no place is told at the first domain. */
function rangeOf(node: Node, otherwise: SourceRange): SourceRange {
  if (isElement(node)) return sourceOf(node).name;
  if (node.nodeType === ATTRIBUTE) {
    const source = attributeSource(node as Attr);
    return source?.value?.range ?? source?.name ?? otherwise;
  }
  const source = contentSource(node);
  if (source === undefined) return otherwise;
  return trimmed({ value: node.nodeValue ?? '', source }).source.range;
}
