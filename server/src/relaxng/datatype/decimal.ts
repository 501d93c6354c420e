/** Whether the text is a whole number: digits, a sign before them. */
export function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

/** Whether the text is a decimal number. */
export function isDecimal(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
}

/** Order of two decimal numbers of any length; never rounds. */
export function compareDecimals(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  if (left.sign !== right.sign) return left.sign - right.sign;
  return left.sign * compareSizes(left, right);
}

/** The number without needless signs and zeros. */
export function canonicalDecimal(text: string): string {
  const { sign, whole, fraction } = parts(text);
  return `${sign < 0 ? '-' : ''}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** How many digits the number needs, and how many of them behind the point. */
export function digitsOf(text: string): { readonly total: number; readonly fraction: number } {
  const { whole, fraction } = parts(text);
  return { total: Math.max(1, whole.length + fraction.length), fraction: fraction.length };
}

interface Parts {
  readonly sign: -1 | 0 | 1;
  readonly whole: string;
  readonly fraction: string;
}

function parts(text: string): Parts {
  const isNegative = text.startsWith('-');
  const [before = '', after = ''] = text.replace(/^[+-]/, '').split('.');
  let zeros = 0;
  while (before.charAt(zeros) === '0') zeros++;
  let end = after.length;
  while (end > 0 && after.charAt(end - 1) === '0') end--;
  const whole = before.slice(zeros);
  const fraction = after.slice(0, end);
  if (whole === '' && fraction === '') return { sign: 0, whole, fraction };
  return { sign: isNegative ? -1 : 1, whole, fraction };
}

function compareSizes(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}
