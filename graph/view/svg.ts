// Making elements. Attributes only, never markup: a state may be named "<script>".

const SVG = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** A button with a drawing on a field of 16 by 16. */
export function iconButton(label: string, icon: string, pressed: () => void): HTMLButtonElement {
  const drawing = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': true }, svg('path', { d: icon }));
  const element = html('button', { type: 'button', title: label, 'aria-label': label }, drawing);
  element.addEventListener('click', pressed);
  return element;
}

/** `undefined` takes an attribute away. Nothing is touched that is as it should be. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

// By style rather than by attribute: only what CSS sees can glide.
export function place(group: SVGGElement, x: number, y: number): void {
  group.style.transform = `translate(${x}px, ${y}px)`;
}

export function size(element: Element, width: number, height: number): void {
  setAttributes(element, { width, height });
}

export function part(group: SVGGElement, selector: string): Element {
  const element = group.querySelector(selector);
  if (!element) throw new Error(`A drawn node has no ${selector}`);
  return element;
}
