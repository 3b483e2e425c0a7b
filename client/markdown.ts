// State machines in Markdown previews: a fenced block marked `asl` is shown as its picture. What draws is loaded at the
// first such block; a document without one costs a look at the words behind its fences.
import * as path from 'node:path';

/** As far as we use markdown-it, which VS Code hands to `extendMarkdownIt`. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: { fence?: Rule | undefined } };
}

type Rule = (tokens: readonly Token[], index: number, options: unknown, env: unknown, self: Renderer) => string;

interface Token {
  /** What stands behind the fence. */
  readonly info: string;
  readonly content: string;
}

interface Renderer {
  renderAttrs(token: Token): string;
}

/** The bundle that draws: `pictureOfFence` of graph/model. */
interface Drawing {
  pictureOfFence(text: string, language: string): { readonly svg?: string; readonly notice?: string };
}

const LANGUAGES: ReadonlySet<string> = new Set(['asl', 'asl-json', 'asl-yaml', 'stepfunctions']);

/** A preview is drawn anew at every keystroke; blocks nobody has touched are kept. */
const MOST_KEPT = 50;

/** `folder` is where the bundles are. */
export function drawStateMachines(folder: string): (markdown: MarkdownIt) => MarkdownIt {
  const kept = new Map<string, ReturnType<Drawing['pictureOfFence']>>();

  function pictureOf(text: string, language: string) {
    const key = `${language}\n${text}`;
    const known = kept.get(key);
    if (known) return known;
    const { pictureOfFence } = require(path.join(folder, 'markdown.js')) as Drawing;
    const picture = pictureOfFence(text, language);
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, picture);
    return picture;
  }

  return markdown => {
    const { rules } = markdown.renderer;
    const { fence } = rules;
    rules.fence = (tokens, index, options, env, self) => {
      const token = tokens[index];
      const language = token && /^\s*([\w-]+)/.exec(token.info)?.[1]?.toLowerCase();
      const asCode = () => fence?.(tokens, index, options, env, self) ?? '';
      if (!token || language === undefined || !LANGUAGES.has(language)) return asCode();
      const { svg, notice } = pictureOf(token.content, language);
      const said = notice === undefined ? '' : `<p class="notice">${escaped(notice)}</p>`;
      // The attributes say which line it is, so that preview and text scroll together.
      if (svg !== undefined) return `<div${withClass(self.renderAttrs(token))}>${said}${svg}</div>\n`;
      return `<div class="stepthrough-graph">${said}</div>\n${asCode()}`;
    };
    return markdown;
  };
}

function withClass(attributes: string): string {
  const own = 'stepthrough-graph';
  return / class="/.test(attributes)
    ? attributes.replace(' class="', ` class="${own} `)
    : ` class="${own}"${attributes}`;
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
