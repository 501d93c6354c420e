/** A point of the calendar, or a stretch of it by its beginning. */
export interface Moment {
  readonly seconds: number;
  /** Digits behind the point, without zeros at their end. */
  readonly fraction: string;
  readonly hasZone: boolean;
}

export type MomentKind = keyof typeof FORMS;

const YEAR = '(?<year>-?\\d{4,})';
const MONTH = '(?<month>\\d\\d)';
const DAY = '(?<day>\\d\\d)';
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:\\.(?<fraction>\\d+))?';
const ZONE = '(?<zone>Z|[+-]\\d\\d:\\d\\d)?';

const form = (text: string): RegExp => new RegExp(`^${text}${ZONE}$`);

const FORMS = {
  dateTime: form(`${YEAR}-${MONTH}-${DAY}T${TIME}`),
  date: form(`${YEAR}-${MONTH}-${DAY}`),
  time: form(TIME),
  gYear: form(YEAR),
  gYearMonth: form(`${YEAR}-${MONTH}`),
  gMonth: form(`--${MONTH}`),
  gMonthDay: form(`--${MONTH}-${DAY}`),
  gDay: form(`---${DAY}`),
};

const MOST_ZONE = 14 * 60;

/** Reads a moment as XML Schema part 2 (3.2.7 to 3.2.14) writes it; undefined for what is none. */
export function readMoment(kind: MomentKind, text: string): Moment | undefined {
  const found = FORMS[kind].exec(text)?.groups;
  if (found === undefined) return undefined;
  const { year = '2000', month = '01', day = '01', hour = '0', minute = '0', second = '0' } = found;
  const [, digits = ''] = /^-?(\d+)$/.exec(year) ?? [];
  if (/^0+$/.test(digits) || (digits.length > 4 && digits.startsWith('0'))) return undefined;
  const days = daysIn(Number(year), Number(month));
  if (days === undefined || Number(day) < 1 || Number(day) > days) return undefined;
  const fraction = (found['fraction'] ?? '').replace(/0+$/, '');
  const isMidnight = Number(hour) === 24 && Number(minute + second) === 0 && fraction === '';
  if (!isMidnight && Number(hour) > 23) return undefined;
  if (Number(minute) > 59 || Number(second) > 59) return undefined;
  const zone = readZone(found['zone']);
  if (zone === undefined) return undefined;
  const midnight = daysBefore(Number(year), Number(month)) + Number(day);
  const minutes = (midnight * 24 + Number(hour)) * 60 + Number(minute) - zone;
  const seconds = minutes * 60 + Number(second);
  return { seconds, fraction, hasZone: found['zone'] !== undefined };
}

/** Minutes east of Greenwich; undefined: there is no such zone. */
function readZone(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours = '', minutes = ''] = zone.slice(1).split(':');
  const size = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || size > MOST_ZONE) return undefined;
  return zone.startsWith('-') ? -size : size;
}

/** Order of two moments (3.2.7.4): NaN where it hangs on the zone that one of them does not state. */
export function compareMoments(a: Moment, b: Moment): number {
  const apart = a.seconds - b.seconds;
  if (a.hasZone !== b.hasZone) return Math.abs(apart) > MOST_ZONE * 60 ? apart : NaN;
  if (apart !== 0 || a.fraction === b.fraction) return apart;
  return a.fraction < b.fraction ? -1 : 1;
}

function daysIn(year: number, month: number): number | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/** The days of the calendar before a month; years end with February here, so that its last day does no harm. */
export function daysBefore(year: number, month: number): number {
  const since = year * 12 + month - 3;
  const whole = Math.floor(since / 12);
  const leaps = Math.floor(whole / 4) - Math.floor(whole / 100) + Math.floor(whole / 400);
  return whole * 365 + leaps + Math.floor(((since - whole * 12) * 153 + 2) / 5);
}
