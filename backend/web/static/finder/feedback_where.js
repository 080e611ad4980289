// What a name may stand for, found in the browser where the list of places is at hand: an array of
// { key: "zone:z1", label, detail, lat, lon }; null where it is not, and the server is asked.
export const findSubjects = async (typed) => {
  try {
    const [{ openDocuments }, { subjectsNamed }] = await Promise.all([import("./documents.js"), import("./gazetteer.js")]);
    return subjectsNamed ? await subjectsNamed(await openDocuments(), typed) : null;
  } catch {
    return null;
  }
};
