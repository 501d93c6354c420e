import { daysBefore } from './moments.ts';

/** A length of time; months have no length of their own. */
export interface Duration {
  readonly months: number;
  readonly seconds: number;
}

const FORM =
  /^(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Reads a duration as XML Schema part 2 (3.2.6) writes it; undefined for what is none. */
export function readDuration(text: string): Duration | undefined {
  const found = FORM.exec(text);
  if (found === null) return undefined;
  const [, minus, ...parts] = found;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number((part as string | undefined) ?? 0),
  );
  const sign = minus === undefined ? 1 : -1;
  return {
    months: sign * (years * 12 + months),
    seconds: sign * (((days * 24 + hours) * 60 + minutes) * 60 + seconds),
  };
}

/** Months to which durations are added to compare them (3.2.6.2). */
const STARTS = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
] as const;

/** Order of two durations: NaN where it hangs on the months that they begin in. */
export function compareDurations(a: Duration, b: Duration): number {
  const orders = STARTS.map(([year, month]) => {
    const end = ({ months, seconds }: Duration): number =>
      daysBefore(year, month + months) * 86_400 + seconds;
    return Math.sign(end(a) - end(b));
  });
  const [first = 0] = orders;
  return orders.every((order) => order === first) ? first : NaN;
}
