/** A snippet as it stands when nobody types anything into it: first choices and defaults, tab stops without one empty. */
export function expandSnippet(snippet: string): string {
  const chosen = new Map<string, string>();
  const unescaped = (text: string): string => text.replace(/\\([\\$},|])/g, '$1');
  return snippet.replace(
    /\\([\\$}])|\$\{(\d+)\|((?:\\.|[^\\|])*)\|\}|\$\{(\d+):([^}]*)\}|\$\{?(\d+)\}?/g,
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
      const first = choices === undefined ? value : /^(?:\\.|[^\\,])*/.exec(choices)?.[0];
      const index = c ?? d ?? stop ?? '';
      if (first === undefined) return chosen.get(index) ?? '';
      chosen.set(index, unescaped(first));
      return unescaped(first);
    },
  );
}
