// What somebody does at a node, with a key, a click or its menu.
import type { PageMessage } from '../protocol.ts';
import type { Flows } from './flows.ts';
import type { Folding } from './folding.ts';
import type { HoverCard } from './hoverCard.ts';
import type { NodeCommand } from './keys.ts';
import { foldingOf } from './layoutIndex.ts';
import type { Scene } from './marks.ts';
import { type MenuItem, menuItems, toggled } from './menuItems.ts';
import { createNodeMenu } from './nodeMenu.ts';
import type { PathFocus } from './pathFocus.ts';
import type { Picture } from './picture.ts';
import { timesOf } from './runFold.ts';
import type { Selection } from './selection.ts';
import { documentOf } from './textPlaces.ts';

export interface NodeActions {
  readonly menu: HTMLElement;
  act(command: NodeCommand, id: string): void;
  /** On a part of a node: its button, beside it, the counts of its iterations, or anywhere else. */
  click(id: string, part: 'fold' | 'gutter' | 'parts' | 'node'): void;
  openMenu(id: string, at?: { readonly x: number; readonly y: number }): void;
}

export interface NodeActionParts {
  readonly scene: () => Scene;
  readonly canRun: () => boolean;
  readonly picture: Picture;
  readonly selection: Selection;
  readonly folding: Folding;
  readonly pathFocus: PathFocus;
  readonly card: HoverCard;
  readonly flows: Flows;
  send(message: PageMessage): void;
}

export function createNodeActions(parts: NodeActionParts): NodeActions {
  const { scene, picture, selection, folding, pathFocus, card, flows, send } = parts;
  let menuOf = '';
  const menu = createNodeMenu(does => choose(does, menuOf));

  const reveal = (id: string) => {
    const state = scene().index.state(id);
    if (state) send({ kind: 'reveal', ...state.key, ...documentOf(state) });
  };
  const fold = (id: string) => {
    const placed = folding.foldable(id);
    if (placed) folding.fold(placed);
    return placed !== undefined;
  };
  const toggle = (id: string) => {
    const state = scene().index.state(id);
    if (state) send(toggled(state, scene().breakpoints.get(id) ?? []));
  };
  const taken = (id: string) =>
    scene()
      .index.waysOut(id)
      .filter(edge => timesOf(scene().run, edge) > 0);
  const hasIterations = (id: string) =>
    scene().index.state(id)?.type === 'Map' && scene().run.states.get(id)?.parts !== undefined;
  const chooseIteration = (id: string) => hasIterations(id) && send({ kind: 'chooseIteration', id });
  const choose = (does: MenuItem['does'], id: string) => {
    switch (does.kind) {
      case 'fold':
        fold(id);
        return;
      case 'close':
        return folding.close(id);
      case 'collapseAll':
        return folding.collapseAll();
      case 'expandAll':
        return folding.expandAll();
      case 'paths':
        return pathFocus.start(id, does.way);
      case 'details':
        return card.toggle(id);
      case 'value':
        return flows.open(taken(id));
      default:
        return send(does);
    }
  };
  const openMenu: NodeActions['openMenu'] = (id, at) => {
    const { index, breakpoints } = scene();
    const state = index.state(id);
    const placed = index.node(id);
    const element = picture.nodeElement(id);
    if (!state || !placed || !element || (menu.isOpen && menuOf === id)) return;
    menuOf = id;
    card.hide();
    const box = element.querySelector('.card')?.getBoundingClientRect();
    const groups = menuItems({
      state,
      folding: foldingOf(placed),
      isOpened: folding.opened.includes(id),
      collapsed: folding.collapsed.length,
      containers: index.layout.nodes.filter(({ isContainer }) => isContainer).length,
      canRun: parts.canRun(),
      hasValue: taken(id).length > 0,
      hasIterations: hasIterations(id),
      isOneShown: scene().run.only?.id === id,
      breakpoints: breakpoints.get(id) ?? [],
    });
    menu.open({
      label: state.name,
      groups,
      at: at ?? { x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 },
      left: () => selection.focus(id),
    });
  };

  const acts: Readonly<Record<NodeCommand, (id: string) => void>> = {
    up: () => selection.move('up'),
    down: () => selection.move('down'),
    left: () => selection.move('left'),
    right: () => selection.move('right'),
    first: () => selection.move('first'),
    last: () => selection.move('last'),
    open: reveal,
    foldOrOpen: id => fold(id) || reveal(id),
    paths: id => pathFocus.start(id, 'through'),
    menu: id => openMenu(id),
    breakpoint: toggle,
    rename: id => {
      const state = scene().index.state(id);
      if (state) send({ kind: 'rename', start: state.key.start, ...documentOf(state) });
    },
    details: card.toggle,
    value: id => flows.open(taken(id)),
    iteration: chooseIteration,
  };
  return {
    menu: menu.element,
    act: (command, id) => acts[command](id),
    click: (id, part) => {
      selection.focus(id);
      if (part === 'fold') fold(id);
      else if (part === 'gutter') toggle(id);
      else if (part === 'parts') chooseIteration(id);
      else reveal(id);
    },
    openMenu: (id, at) => {
      selection.focus(id);
      openMenu(id, at);
    },
  };
}
