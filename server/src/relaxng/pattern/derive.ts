import { isBlank } from '../datatype/datatype.ts';
import { formOf, qualifiedWords, writtenText } from '../datatype/qualified.ts';
import type { PatternTable } from './make.ts';
import {
  afterOf,
  choiceOf,
  groupOf,
  interleaveOf,
  memoOf,
  oneOrMoreOf,
  optionalOf,
  remember,
} from './make.ts';
import type { Name } from './nameClass.ts';
import { hasName, nameKey } from './nameClass.ts';
import type { Pattern, Step } from './pattern.ts';

// James Clark, "An algorithm for RELAX NG validation": what a pattern still wants after a piece of the document.

/** After `<name`: what the element wants, and then what comes behind it. `skips` lets what is required before it be absent. */
export function opened(
  table: PatternTable,
  pattern: Pattern,
  name: Name,
  skips: boolean = false,
): Pattern {
  return derived(table, pattern, skips ? 'skipped' : 'opened', nameKey(name), () => {
    switch (pattern.kind) {
      case 'choice':
        return choiceOf(
          table,
          pattern.of.map((part) => opened(table, part, name, skips)),
        );
      case 'interleave':
        return choiceOf(table, [
          mapRest(table, opened(table, pattern.left, name, skips), (rest) =>
            interleaveOf(table, rest, pattern.right),
          ),
          mapRest(table, opened(table, pattern.right, name, skips), (rest) =>
            interleaveOf(table, pattern.left, rest),
          ),
        ]);
      case 'group': {
        const first = mapRest(table, opened(table, pattern.left, name, skips), (rest) =>
          groupOf(table, rest, pattern.right),
        );
        if (!skips && !pattern.left.isNullable) return first;
        return choiceOf(table, [first, opened(table, pattern.right, name, skips)]);
      }
      case 'oneOrMore':
        return mapRest(table, opened(table, pattern.of, name, skips), (rest) =>
          groupOf(table, rest, optionalOf(table, pattern)),
        );
      case 'after':
        return mapRest(table, opened(table, pattern.left, name, skips), (rest) =>
          afterOf(table, rest, pattern.right),
        );
      case 'element':
        return hasName(pattern.element.names, name)
          ? afterOf(table, pattern.element.content, table.empty)
          : table.notAllowed;
      default:
        return table.notAllowed;
    }
  });
}

/** After an attribute's name: what its value may be, and then what is still wanted. */
export function attributed(table: PatternTable, pattern: Pattern, name: Name): Pattern {
  if (!pattern.hasAttributes) return table.notAllowed;
  return derived(table, pattern, 'attributed', nameKey(name), () => {
    switch (pattern.kind) {
      case 'choice':
        return choiceOf(
          table,
          pattern.of.map((part) => attributed(table, part, name)),
        );
      case 'interleave':
      case 'group': {
        const join = pattern.kind === 'group' ? groupOf : interleaveOf;
        return choiceOf(table, [
          mapRest(table, attributed(table, pattern.left, name), (rest) =>
            join(table, rest, pattern.right),
          ),
          mapRest(table, attributed(table, pattern.right, name), (rest) =>
            join(table, pattern.left, rest),
          ),
        ]);
      }
      case 'oneOrMore':
        return mapRest(table, attributed(table, pattern.of, name), (rest) =>
          groupOf(table, rest, optionalOf(table, pattern)),
        );
      case 'after':
        return mapRest(table, attributed(table, pattern.left, name), (rest) =>
          afterOf(table, rest, pattern.right),
        );
      case 'attribute':
        return hasName(pattern.names, name)
          ? afterOf(table, pattern.of, table.empty)
          : table.notAllowed;
      default:
        return table.notAllowed;
    }
  });
}

/** After the attribute's value, of a pattern that `attributed` gave. */
export function valued(table: PatternTable, pattern: Pattern, value: string): Pattern {
  if (pattern.kind === 'choice') {
    const anew = (): Pattern =>
      choiceOf(
        table,
        pattern.of.map((part) => valued(table, part, value)),
      );
    return value.length <= SHORT ? derived(table, pattern, 'valued', value, anew) : anew();
  }
  if (pattern.kind !== 'after') return table.notAllowed;
  return isMatch(table, pattern.left, value) ? pattern.right : table.notAllowed;
}

/** After `>`: no attribute may be wanting any more. `forgives` lets those that do be absent. */
export function closed(table: PatternTable, pattern: Pattern, forgives: boolean = false): Pattern {
  if (!pattern.hasAttributes) return pattern;
  return derived(table, pattern, 'closed', forgives ? 'forgiven' : '', () => {
    switch (pattern.kind) {
      case 'choice':
        return choiceOf(
          table,
          pattern.of.map((part) => closed(table, part, forgives)),
        );
      case 'group':
      case 'interleave': {
        const join = pattern.kind === 'group' ? groupOf : interleaveOf;
        const left = closed(table, pattern.left, forgives);
        return left.kind === 'notAllowed'
          ? left
          : join(table, left, closed(table, pattern.right, forgives));
      }
      case 'oneOrMore':
        return oneOrMoreOf(table, closed(table, pattern.of, forgives));
      case 'after':
        return afterOf(table, closed(table, pattern.left, forgives), pattern.right);
      case 'attribute':
        return forgives ? table.empty : table.notAllowed;
      default:
        return pattern;
    }
  });
}

/** After a text that is no mere white space between elements. */
export function texted(table: PatternTable, pattern: Pattern, text: string): Pattern {
  // The same values stand in a document again and again, and in the next one that is typed.
  if (pattern.judgesText && text.length <= SHORT)
    return derived(table, pattern, 'texted', text, () => textedAnew(table, pattern, text));
  return textedPart(table, pattern, text);
}

/** Longer texts are not remembered. */
const SHORT = 48;

function textedPart(table: PatternTable, pattern: Pattern, text: string): Pattern {
  if (pattern.judgesText) return textedAnew(table, pattern, text);
  return derived(table, pattern, 'texted', '', () => textedAnew(table, pattern, text));
}

function textedAnew(table: PatternTable, pattern: Pattern, text: string): Pattern {
  switch (pattern.kind) {
    case 'choice':
      return choiceOf(
        table,
        pattern.of.map((part) => textedPart(table, part, text)),
      );
    case 'interleave':
      return choiceOf(table, [
        interleaveOf(table, textedPart(table, pattern.left, text), pattern.right),
        interleaveOf(table, pattern.left, textedPart(table, pattern.right, text)),
      ]);
    case 'group': {
      const first = groupOf(table, textedPart(table, pattern.left, text), pattern.right);
      if (!pattern.left.isNullable) return first;
      return choiceOf(table, [first, textedPart(table, pattern.right, text)]);
    }
    case 'oneOrMore':
      return groupOf(table, textedPart(table, pattern.of, text), optionalOf(table, pattern));
    case 'after':
      return afterOf(table, textedPart(table, pattern.left, text), pattern.right);
    case 'text':
      return pattern;
    case 'value': {
      const { type, text: wanted } = pattern.value;
      const found = formOf(type, text);
      return found !== undefined && found === formOf(type, wanted) ? table.empty : table.notAllowed;
    }
    case 'data': {
      const { type, except } = pattern.data;
      const isValue = type.isName
        ? formOf(type, text) !== undefined
        : type.accepts(writtenText(text));
      if (!isValue) return table.notAllowed;
      return except !== undefined && isMatch(table, except, text) ? table.notAllowed : table.empty;
    }
    case 'list': {
      let rest = pattern.of;
      for (const word of qualifiedWords(text)) rest = textedPart(table, rest, word);
      return rest.isNullable ? table.empty : table.notAllowed;
    }
    default:
      return table.notAllowed;
  }
}

/** After `</name>`: what the parent still wants. `forgives` lets what the element lacks be absent. */
export function ended(table: PatternTable, pattern: Pattern, forgives: boolean = false): Pattern {
  if (pattern.kind === 'choice')
    return choiceOf(
      table,
      pattern.of.map((part) => ended(table, part, forgives)),
    );
  if (pattern.kind !== 'after') return table.notAllowed;
  return forgives || pattern.left.isNullable ? pattern.right : table.notAllowed;
}

/** Whether the text as a whole is what the pattern wants. */
export function isMatch(table: PatternTable, pattern: Pattern, text: string): boolean {
  return (pattern.isNullable && isBlank(text)) || texted(table, pattern, text).isNullable;
}

function mapRest(
  table: PatternTable,
  pattern: Pattern,
  change: (rest: Pattern) => Pattern,
): Pattern {
  if (pattern.kind === 'choice')
    return choiceOf(
      table,
      pattern.of.map((part) => mapRest(table, part, change)),
    );
  return pattern.kind === 'after'
    ? afterOf(table, pattern.left, change(pattern.right))
    : table.notAllowed;
}

function derived(
  table: PatternTable,
  pattern: Pattern,
  step: Step,
  what: string,
  make: () => Pattern,
): Pattern {
  const known = memoOf(table, pattern).derived.get(step)?.get(what);
  if (known !== undefined) return known;
  const made = make();
  remember(table);
  const { derived } = memoOf(table, pattern);
  const ofStep = derived.get(step);
  if (ofStep === undefined) derived.set(step, new Map([[what, made]]));
  else ofStep.set(what, made);
  return made;
}
