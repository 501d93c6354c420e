/** Work in steps of a millisecond or so, between which a shell can do something else. */
export type Steps<T> = Generator<void, T>;

/** All steps, one behind the other. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
