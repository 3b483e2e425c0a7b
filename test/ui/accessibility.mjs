// What a page must be for everybody: roles and names by axe-core, and the contrast of each text by the formula of WCAG 2.1,
// which axe does not work out for drawings.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** "Contrast (Minimum)", level AA for text of usual size. */
const LEAST_CONTRAST = 4.5;

/** All that is wrong with the page inside a webview, a line for each. */
export async function faultsOf(webview) {
  const body = webview.locator('body');
  await body
    .evaluate((_, axe) => {
      // Not a script element: the page allows none but its own.
      if (!globalThis.axe) new Function(axe)();
    }, AXE)
    .catch(() => undefined);
  return [...(await body.evaluate(rulesBroken)), ...(await body.evaluate(textsTooFaint, LEAST_CONTRAST))];
}

// Runs in the page. `region` and the like are about whole documents; colours are looked at below; a node's name has what its
// drawing shows and more, with commas in between.
async function rulesBroken(body) {
  if (!globalThis.axe) return ['axe-core is not there'];
  const { violations } = await globalThis.axe.run(body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    rules: Object.fromEntries(
      ['color-contrast', 'region', 'page-has-heading-one', 'landmark-one-main', 'label-content-name-mismatch'].map(
        rule => [rule, { enabled: false }],
      ),
    ),
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ html }) => `${id}: ${help}: ${html.slice(0, 120)}`),
  );
}

// Runs in the page: every text that is seen, against what lies behind its middle.
function textsTooFaint(body, least) {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const paint = colors => {
    context.globalAlpha = 1;
    context.fillStyle = 'black';
    context.fillRect(0, 0, 1, 1);
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map(byte => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const fillOf = element => {
    const style = getComputedStyle(element);
    if (element.closest('svg')) return /^(?:rect|circle|path)$/.test(element.localName) ? style.fill : 'none';
    return style.backgroundColor;
  };
  const isSeen = color => color !== 'none' && color !== 'transparent' && !/, 0\)$|\/ 0\)$/.test(color);
  const faults = new Map();
  for (const element of body.querySelectorAll('*')) {
    const own = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
    const box = element.getBoundingClientRect();
    if (!own || !element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) || box.width < 2) continue;
    if (/^(?:title|option|style|script)$/.test(element.localName) || element.closest(':disabled')) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const stack = document.elementsFromPoint(x, y);
    // What lies over it hides it; what takes no clicks is not in the list, as its parents are.
    const behind = (stack.includes(element) ? stack.slice(stack.indexOf(element)) : stack).map(fillOf).filter(isSeen);
    if (stack.length === 0) continue;
    const background = [
      getComputedStyle(document.documentElement).backgroundColor,
      fillOf(document.body),
      ...behind.reverse(),
    ];
    const style = getComputedStyle(element);
    const color = element.closest('svg') && element.localName !== 'div' ? style.fill : style.color;
    const backgrounds = background.filter(isSeen);
    const [dark, light] = [paint([...backgrounds, color]), paint(backgrounds)].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    const kind = `${element.localName}.${element.getAttribute('class') ?? element.parentElement?.getAttribute('class') ?? ''}`;
    if (contrast < least && contrast < (faults.get(kind)?.contrast ?? least)) {
      faults.set(kind, { contrast, text: element.textContent.trim().slice(0, 30), color, backgrounds });
    }
  }
  return [...faults].map(
    ([kind, { contrast, text, color, backgrounds }]) =>
      `contrast ${contrast.toFixed(2)} of ${kind} "${text}": ${color} on ${backgrounds.join(', ')}`,
  );
}
