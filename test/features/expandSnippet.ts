const STOPS =
  /\\([\\$}])|\$\{(\d+)\|((?:\\.|[^\\|])*)\|\}|\$\{(\d+):((?:\\.|[^\\}])*)\}|\$\{?(\d+)\}?/g;

const unescaped = (text: string): string => text.replace(/\\([\\$},|])/g, '$1');

/**
 * A snippet as it stands when nobody types anything into it: first choices and defaults, tab stops without one empty, or `open`.
 * `chosen`: what is taken instead of the first choices, in their order.
 */
export function expandSnippet(snippet: string, chosen: readonly string[] = [], open = ''): string {
  const known = new Map<string, string>();
  let choice = 0;
  return snippet.replace(
    STOPS,
    (
      _,
      escaped?: string,
      c?: string,
      choices?: string,
      d?: string,
      value?: string,
      stop?: string,
    ) => {
      if (escaped !== undefined) return escaped;
      const index = c ?? d ?? stop ?? '';
      const first = choices === undefined ? value : (chosen[choice++] ?? wordsOf(choices)[0]);
      if (first === undefined) return known.get(index) ?? (index === '0' ? '' : open);
      known.set(index, unescaped(first));
      return unescaped(first);
    },
  );
}

/** The words of each choice of a snippet. */
export function choicesIn(snippet: string): readonly (readonly string[])[] {
  return [...snippet.matchAll(STOPS)].flatMap(({ 3: choices }) =>
    choices === undefined ? [] : [wordsOf(choices).map(unescaped)],
  );
}

const wordsOf = (choices: string): string[] => choices.match(/(?:\\.|[^\\,])+/g) ?? [''];
