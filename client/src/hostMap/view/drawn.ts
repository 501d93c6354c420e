import type { Shape } from '../../../../server/src/protocol.ts';
import type { Drawn } from '../messages.ts';
import { svgOf } from './dom.ts';

/** The picture as a file, with the colours of the theme written in. */
export async function drawn(whole: Shape, as: Drawn): Promise<string | Uint8Array> {
  const svg = svgOf(whole);
  resolve(svg);
  const text = new XMLSerializer().serializeToString(svg);
  return as === 'svg' ? `${text}\n` : pixels(text, svg);
}

/** Theme variables are known to VS Code's pages alone. */
function resolve(root: SVGElement): void {
  for (const one of [root, ...root.querySelectorAll<SVGElement>('*')]) {
    for (const { name, value } of one.attributes)
      if (value.includes('var(')) one.setAttribute(name, withValues(value));
    if (one.tagName === 'style') one.textContent = withValues(one.textContent);
  }
}

/** From the innermost outwards, as the value of one may stand in for another. */
function withValues(text: string): string {
  const values = getComputedStyle(document.documentElement);
  let before = text;
  for (;;) {
    const after = before.replaceAll(
      /var\((--[\w-]+)(?:,([^()]*))?\)/g,
      (_, name: string, instead?: string) =>
        (values.getPropertyValue(name).trim() || instead?.trim()) ?? 'currentColor',
    );
    if (after === before) return after;
    before = after;
  }
}

const SCALE = 2;

async function pixels(text: string, svg: SVGElement): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Number(svg.getAttribute('width')) * SCALE;
    canvas.height = Number(svg.getAttribute('height')) * SCALE;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('there is no canvas');
    context.fillStyle = withValues('var(--vscode-editor-background, white)');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (blob === null) throw new Error('the canvas gives no picture');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
