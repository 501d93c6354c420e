import { versionsIn } from '../analysis/world.ts';
import type { DomainModel } from '../domain/model.ts';
import { bindingsOf } from '../domain/policy.ts';
import { formatIdSet } from '../host/format.ts';
import { harmless } from '../placement/hazards.ts';
import type { Landing } from '../placement/landing.ts';
import { predict } from '../placement/predict.ts';
import { proposalEdits, proposed, type Proposal } from '../placement/proposal.ts';
import type { TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { readAsked, type AskedWhatIf } from './asked.ts';
import { placedOf } from './chunks.ts';
import type { Surveyed } from './ground.ts';
import type { MapPlan } from './model.ts';
import { refusedWhy, sayEdits } from './planEdits.ts';
import { planWords, sayPlan, signatureOf } from './planWords.ts';
import { whatIfsOf } from './proposals.ts';
import { kindOf, outcomeOf, previewVerdict, writtenVerdict } from './verdict.ts';

/** The plans of a map, with what does not travel. */
export interface Plans {
  /** The first is what is written. */
  readonly plans: readonly MapPlan[];
  /** By key; only of plans with an `edit`. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** For each what-if that was asked for its plan, or why there is none. */
  readonly asked: readonly ({ readonly key: string } | { readonly problem: string })[];
  /** Of what is written. */
  readonly written: Landing;
}

/** So many what-ifs are thought of, and so many that are asked for are looked at. */
const THOUGHT_OF = 4;
const ASKED_LIMIT = 16;

const WRITTEN = 'written';

const IDLE = "in a user's session 'restrictive' binds nothing: there are no control groups";

/** What is written, what is worth looking at beside it, and what was asked for. */
export function plansOf(ground: Surveyed, wanted: readonly AskedWhatIf[]): Plans {
  const { domain, host, basis, overhead, neighbours, analysis } = ground;
  const others = basis === 'free' ? undefined : neighbours.usage;
  const land = (one: DomainModel): Landing => predict(one, host, { basis, overhead, others });
  const versions = versionsIn(analysis.world);
  const lines = new LineIndex(analysis.text);
  const written = land(domain);
  const plans = [writtenPlan(ground, written)];
  const edits = new Map<string, readonly TextEdit[]>();
  const keys = new Map([[signatureOf(domain), WRITTEN]]);

  const add = (whatIf: Proposal, after: DomainModel, landing: Landing): string => {
    const key = keyOf(whatIf);
    const words = planWords(after);
    const placed = placedOf(landing, ground);
    const kind = kindOf(ground, after, landing);
    const refused = refusedWhy(after, landing, versions);
    const own = refused === undefined ? proposalEdits(analysis.text, domain, whatIf) : [];
    const isWritable = own !== undefined && own.length > 0;
    if (isWritable) edits.set(key, own);
    const unwritten = isWritable ? undefined : (refused ?? 'the document has no place for it');
    plans.push({
      ...{ key, ...words, isWritten: false, kind, outcome: outcomeOf(ground, landing, placed) },
      verdict: previewVerdict(ground, landing, placed, {
        ...{ kind, words: sayPlan(words), unwritten },
      }),
      ...placed,
      ...(isWritable ? { edit: sayEdits(own, lines) } : {}),
    });
    keys.set(signatureOf(after), key);
    return key;
  };

  const isHarmless = harmless({ domain, host, versions });
  for (const whatIf of whatIfsOf(ground, land, written)) {
    if (plans.length > THOUGHT_OF) break;
    const after = proposed(domain, host, whatIf);
    if (after === undefined || keys.has(signatureOf(after))) continue;
    const landing = land(after);
    const isRefused = refusedWhy(after, landing, versions) !== undefined;
    if (!isRefused && isHarmless(after)) add(whatIf, after, landing);
  }
  const asked = wanted.slice(0, ASKED_LIMIT).map((one): Plans['asked'][number] => {
    const whatIf = readAsked(one, host);
    if ('problem' in whatIf) return whatIf;
    const after = proposed(domain, host, whatIf);
    if (after === undefined) return { problem: 'the guest has no memory that could be bound so' };
    if (one.mode === 'restrictive' && bindingsOf(after).length === 0) return { problem: IDLE };
    const known = keys.get(signatureOf(after));
    return { key: known ?? add(whatIf, after, land(after)) };
  });
  return { plans, edits, asked, written };
}

function writtenPlan(ground: Surveyed, landing: Landing): MapPlan {
  const placed = placedOf(landing, ground);
  const kind = kindOf(ground, ground.domain, landing);
  return {
    ...{ key: WRITTEN, ...planWords(ground.domain), isWritten: true, kind },
    outcome: outcomeOf(ground, landing, placed),
    verdict: writtenVerdict(ground, landing, placed, kind),
    ...placed,
  };
}

/** `preferred`, `strict 0-2`, `as-is 0-1 0=0 1=1`. */
function keyOf({ mode, nodes, cells }: Proposal): string {
  return [
    mode ?? 'as-is',
    ...(nodes === undefined ? [] : [formatIdSet(nodes)]),
    ...[...(cells ?? [])].map(([cell, own]) => `${cell}=${formatIdSet(own)}`),
  ].join(' ');
}
