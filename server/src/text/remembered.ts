/**
 * The function, remembering what it made of the object that it was last called with: for what one rule after another asks of one domain
 * or one host. Objects must not change. One object only: a WeakMap of all of them would cost the garbage collector more than it saves.
 */
export function remembered<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
