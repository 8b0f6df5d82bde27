/**
 * Stands in for `re2js`, 150 kB that the Firestore SDK carries for regular expressions in pipeline queries evaluated on
 * the device. This application runs no such query; `vite.config.ts` puts this file in its place.
 */
export const RE2JS = {
  compile(): never {
    throw new Error("Regular expressions in Firestore pipelines are not part of this build; see vite.config.ts.");
  },
};
