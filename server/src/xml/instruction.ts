import { GT, LT } from './attributeValue.ts';
import { isSpace } from './characters.ts';
import { leaf } from './markup.ts';
import { checkName } from './names.ts';
import { fix, report, shown } from './problemList.ts';
import type { Reading } from './reading.ts';
import { afterSpace, find, nextOf, unitAt, withoutTrailingSpace } from './scan.ts';
import type { SyntaxLeaf } from './syntax.ts';

/** Reads `<?target data?>` at the scan's place, an XML declaration included. */
export function readInstruction(reading: Reading): SyntaxLeaf {
  const { scan } = reading;
  const start = scan.pos;
  const targetEnd = afterTarget(reading, start + 2);
  const target = scan.text.slice(start + 2, targetEnd);
  const declaration = target === 'xml';
  const { contentEnd, end, closed } = endOf(reading, targetEnd, declaration);
  const from = Math.min(afterSpace(scan, targetEnd), contentEnd);
  const whole = { start, end };
  if (!closed) {
    const message = `<?${shown(target)} is never closed; '?>' is missing`;
    const edit = { start: contentEnd, end };
    const fixes = [fix("Write '?>'", declaration && end > contentEnd, edit, '?>')];
    report(reading.problems, 'unclosed-pi', whole, message, { fixes });
  } else if (declaration) {
    checkDeclaration(reading, start, from, contentEnd, end);
  } else if (target === '') {
    report(reading.problems, 'bad-name', whole, "'<?' begins an instruction, but no name follows");
  } else if (target.toLowerCase() === 'xml') {
    const message = `'${target}' is reserved; an XML declaration is written '<?xml …?>'`;
    report(reading.problems, 'bad-name', { start: start + 2, end: targetEnd }, message);
  } else if (targetEnd < contentEnd && from === targetEnd) {
    const message = `white space must follow the name '${shown(target)}'`;
    report(reading.problems, 'bad-name', { start: start + 2, end: targetEnd + 1 }, message);
  } else {
    checkName(reading, { start: start + 2, end: targetEnd });
  }
  return leaf(reading, 'instruction', { start: from, end: contentEnd }, whole, target);
}

function afterTarget(reading: Reading, from: number): number {
  const { scan } = reading;
  let i = from;
  while (i < scan.end && !isSpace(scan.text.charCodeAt(i)) && !'?<>'.includes(scan.text.charAt(i)))
    i++;
  scan.steps += i - from + 1;
  return i;
}

interface End {
  readonly contentEnd: number;
  readonly end: number;
  readonly closed: boolean;
}

/** A declaration holds neither `<` nor `>`, so that it cannot run into the document when its `?` is missing. */
function endOf(reading: Reading, from: number, declaration: boolean): End {
  const { scan } = reading;
  const close = declaration ? -1 : find(scan, '?>', from);
  if (close >= 0) return { contentEnd: close, end: close + 2, closed: true };
  const stop = nextOf(scan, from, declaration ? [GT, LT] : [GT, LT, 10, 13]);
  if (unitAt(scan, stop) !== GT) {
    const end = withoutTrailingSpace(scan, from, nextOf(scan, from, [LT, 10, 13]));
    return { contentEnd: end, end, closed: false };
  }
  const closed = stop > from && scan.text.charAt(stop - 1) === '?';
  return { contentEnd: closed ? stop - 1 : stop, end: stop + 1, closed };
}

const LONGEST_DECLARATION = 1000;
const DECLARATION =
  /^version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$/;

function checkDeclaration(
  reading: Reading,
  start: number,
  from: number,
  contentEnd: number,
  end: number,
): void {
  const { problems, scan } = reading;
  const before = start > 0 && scan.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (start > before) {
    const blank = reading.nodes === 0 && afterSpace(scan, before) === start;
    report(
      problems,
      'xmldecl-not-first',
      { start, end },
      'the XML declaration stands at the very beginning of a file or not at all',
      {
        fixes: [
          blank
            ? fix(
                'Remove the white space before the declaration',
                true,
                { start: before, end: start },
                '',
              )
            : fix('Remove the declaration', false, { start, end }, ''),
        ],
      },
    );
    return;
  }
  const content = scan.text.slice(from, Math.min(contentEnd, from + LONGEST_DECLARATION));
  if (DECLARATION.test(content)) return;
  report(
    problems,
    'bad-xml-declaration',
    { start, end },
    `the XML declaration is not understood; write <?xml version="1.0" encoding="UTF-8"?>`,
    {
      fixes: [
        fix(
          'Write a plain XML declaration',
          false,
          { start, end },
          '<?xml version="1.0" encoding="UTF-8"?>',
        ),
      ],
    },
  );
}
