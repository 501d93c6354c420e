/** A snippet for an editor that has none: first choices and defaults stay, all else of its stops goes. */
export function withoutStops(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+\|((?:\\.|[^\\|,])*)(?:,(?:\\.|[^\\|])*)?\|\}|\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g,
    (_, escaped?: string, choice?: string, value?: string) =>
      escaped ?? choice?.replace(/\\(.)/g, '$1') ?? value ?? '',
  );
}
