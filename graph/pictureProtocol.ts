// What the client and the page that makes a PNG of an SVG say to each other. Part of the face, `protocol.ts`. Only a browser can
// draw, and only a page may put a picture on the clipboard.

export interface PictureMessage {
  readonly kind: 'picture';
  readonly svg: string;
  readonly wanted: 'file' | 'clipboard';
}

export type PicturePageMessage =
  | { readonly kind: 'ready' }
  /** The picture, in base64. */
  | { readonly kind: 'png'; readonly base64: string }
  | { readonly kind: 'copied' }
  | { readonly kind: 'failed'; readonly reason: string };
