/** Where the page's own files are, and whence it may load them. */
export interface PageFiles {
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Of this page alone. */
  readonly nonce: string;
}

/** The page of the map, empty. It may run its own script and nothing else, load nothing, and send nothing; `blob:` is for its PNG. */
export function pageOf({ cspSource, script, style, nonce }: PageFiles): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; img-src blob:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Host Map</title>
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** 128 random bits. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
