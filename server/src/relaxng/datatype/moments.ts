const DATE = /^(-?)(\d{4,})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(\.\d+)?$/;
const ZONE = /(?:Z|[+-](\d\d):(\d\d))$/;

/** Whether the text is a moment: `2026-11-24T03:00:00`, a fraction of seconds and a zone where wanted. */
export function isDateTime(text: string): boolean {
  const bare = withoutZone(text);
  const [date = '', time = '', ...more] = bare?.split('T') ?? [];
  return more.length === 0 && isPlainDate(date) && isPlainTime(time);
}

/** Whether the text is a day: `2026-11-24`, a zone where wanted. */
export function isDate(text: string): boolean {
  return isPlainDate(withoutZone(text) ?? '');
}

/** Whether the text is a time of day: `03:00:00`, a fraction and a zone where wanted. */
export function isTime(text: string): boolean {
  return isPlainTime(withoutZone(text) ?? '');
}

/** The text without its zone; undefined where the zone is none. */
function withoutZone(text: string): string | undefined {
  const zone = ZONE.exec(text.slice(-6));
  if (zone === null) return text;
  const [whole, hours = '00', minutes = '00'] = zone;
  const isZone = Number(minutes) < 60 && Number(hours) * 60 + Number(minutes) <= 14 * 60;
  return isZone ? text.slice(0, text.length - whole.length) : undefined;
}

function isPlainDate(text: string): boolean {
  const [, , year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  if (year === '' || /^0+$/.test(year) || (year.length > 4 && year.startsWith('0'))) return false;
  const lastDigits = Number(year.slice(-4)) + 400;
  const isLeap = lastDigits % 4 === 0 && (lastDigits % 100 !== 0 || lastDigits % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1];
  return days !== undefined && Number(day) >= 1 && Number(day) <= days;
}

function isPlainTime(text: string): boolean {
  const [, hour = '99', minute = '', second = '', fraction = ''] = TIME.exec(text) ?? [];
  if (Number(hour) === 24) return /^[0:.]*$/.test(minute + second + fraction);
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
