// The diagram of a process, with what happened marked on it. The library shows its watermark, as its licence asks for.
import { say } from './texts.js';
import { el, fill } from './dom.js';
import { scripts } from './data.js';

const LIBRARY = `${scripts}/bpmn-js-8.0.0/bpmn-navigated-viewer.production.min.js`;

async function viewerClass() {
  if (!window.BpmnJS) {
    await import(LIBRARY);
  }
  return window.BpmnJS;
}

/** @param chosen is told the id of the element that somebody clicks at, or null for the paper */
export async function drawDiagram(box, xml, chosen) {
  const paper = el('div', { class: 'cp-paper' });
  fill(box, paper);
  const Viewer = await viewerClass();
  const viewer = new Viewer({ container: paper });
  try {
    await viewer.importXML(xml);
  } catch (fault) {
    fill(box, el('p', { class: 'cp-problem', role: 'alert' }, say('noDiagram', fault.message)));
    return null;
  }
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  const fit = () => canvas.zoom('fit-viewport', 'auto');
  fit();
  box.append(el('button', { type: 'button', class: 'cp-fit', onclick: fit }, say('whole')));
  const sizes = new ResizeObserver(() => {
    if (!paper.isConnected) {
      sizes.disconnect();
    } else if (paper.clientWidth > 0) {
      canvas.resized();
      fit();
    }
  });
  sizes.observe(paper);
  viewer.on('element.click', ({ element }) => chosen(element.type === 'label' ? element.businessObject.id : element === canvas.getRootElement() ? null : element.id));
  return {
    mark: (id, marker) => registry.get(id) && canvas.addMarker(id, marker),
    /** A small figure at the lower right of a step, or in the middle of a flow. */
    figure: (id, text, className, place) => {
      const shape = registry.get(id);
      if (shape) {
        overlays.add(id, {
          // readable however small the diagram is drawn
          scale: { min: 1, max: 1 },
          position: place || (shape.waypoints ? { top: -9, left: 4 } : { bottom: 10, right: 12 }),
          html: el('span', { class: `cp-figure ${className || ''}` }, text)
        });
      }
    },
    clear: () => {
      overlays.clear();
    }
  };
}
