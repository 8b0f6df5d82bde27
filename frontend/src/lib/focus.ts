import { useEffect } from "react";

/** Moves the focus to an element of the page, before what has it goes. */
export function focusOn(elementId: string): void {
  document.getElementById(elementId)?.focus();
}

/** Moves the focus to an element of the page once, when the component that asks for it appears. */
export function useFocusOnArrival(elementId: string, isWanted: boolean): void {
  useEffect(() => {
    if (isWanted) document.getElementById(elementId)?.focus();
  }, [elementId, isWanted]);
}

/**
 * Before an item of a list goes: moves the focus to its neighbour, else to a fallback, so that it never falls to the
 * page. Items carry `data-peer` with the list's name; within the neighbour `target` gets the focus.
 */
export function focusPeer(pressed: Element, target: string, fallbackId: string): void {
  const item = pressed.closest<HTMLElement>("[data-peer]");
  const peers = [...document.querySelectorAll(`[data-peer="${item?.dataset["peer"]}"]`)];
  const index = item ? peers.indexOf(item) : -1;
  const neighbour = peers[index + 1] ?? peers[index - 1];
  (neighbour?.querySelector<HTMLElement>(target) ?? document.getElementById(fallbackId))?.focus();
}
