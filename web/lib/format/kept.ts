/** Remembers what was made of which arguments: a formatter of the browser's costs far more to make than to use, and never changes. */
export function kept<Key extends (string | boolean | undefined)[], Made>(make: (...key: Key) => Made): typeof make {
  const all = new Map<string, Made>();
  return (...key) => {
    const name = JSON.stringify(key);
    const found = all.get(name);
    if (found !== undefined) return found;
    const made = make(...key);
    all.set(name, made);
    return made;
  };
}
