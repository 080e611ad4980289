// Maps from our own data alone: the wards' borders and points, no tiles, nothing fetched elsewhere.
/** @type {Record<string, string>} */
const COLOURS = { live: "#0a6b47", suspended: "#b3202a", approved: "#8a5a00" };

/** @type {(map: L.Map, lat: number, lon: number, state: string, name?: string, address?: string) => L.CircleMarker} */
function pin(map, lat, lon, state, name, address) {
  const marker = L.circleMarker([lat, lon], {
    radius: 7, color: "#fff", weight: 2, fillOpacity: 1, fillColor: COLOURS[state] || "#0b5cab",
  }).addTo(map);
  if (name) {
    const link = document.createElement("a");
    link.href = address || "";
    link.textContent = name;
    marker.bindPopup(link);
  }
  return marker;
}

/** @type {(map: L.Map, address: string) => Promise<L.GeoJSON|null>} */
async function borders(map, address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  return L.geoJSON(await answer.json(), {
    interactive: false, style: { color: "#8b96a1", weight: 1, fillColor: "#ecebe5", fillOpacity: 0.6 },
  }).addTo(map);
}

/** @type {(element: HTMLElement) => L.Map} */
function base(element) {
  const map = L.map(element, { attributionControl: false, zoomSnap: 0.5, scrollWheelZoom: false });
  map.setView([53.53, -2.6], 11);
  return map;
}

// Names and postcodes nearby stand where a street map would: enough to find one's own door.
/** @type {(map: L.Map, listed: (Point & {name: string})[]) => void} */
function landmarks(map, listed) {
  for (const each of listed) {
    L.circleMarker([each.lat, each.lon], { radius: 2, color: "#52606d", weight: 1, interactive: false })
      .bindTooltip(each.name, { permanent: true, direction: "right", className: "umay-around", offset: [2, 0] })
      .addTo(map);
  }
}

/** @type {(element: HTMLElement) => [number, number]} */
function middleOf(element) {
  return [Number(element.dataset.lat), Number(element.dataset.lon)];
}

/** @type {(map: L.Map, element: HTMLElement) => void} */
function door(map, element) {
  const boxes = ["lat", "lon"].map((name) => /** @type {HTMLInputElement} */ (document.getElementById(name)));
  const at = middleOf(element);
  map.setView(at, 16);
  landmarks(map, JSON.parse(element.dataset.around ?? "[]"));
  const mark = L.marker(at, { draggable: true, keyboard: true, alt: "Your door" }).addTo(map);
  const tell = () => {
    const here = mark.getLatLng();
    boxes[0].value = here.lat.toFixed(6);
    boxes[1].value = here.lng.toFixed(6);
  };
  mark.on("dragend", tell);
  map.on("click", (event) => { mark.setLatLng(event.latlng); tell(); });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const typed = boxes.map((each) => Number(each.value));
      if (boxes.every((each) => each.value) && typed.every(Number.isFinite)) {
        mark.setLatLng([typed[0], typed[1]]);
        map.panTo([typed[0], typed[1]]);
      }
    });
  }
}

for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-map]"))) {
  const map = base(element);
  L.Icon.Default.imagePath = "/static/vendor/leaflet/images/";
  const ready = borders(map, element.dataset.borders ?? "");
  if (element.dataset.map === "place") {
    const at = middleOf(element);
    map.setView(at, 13);
    ready.then(() => pin(map, at[0], at[1], "live"));
  } else if (element.dataset.map === "door") {
    door(map, element);
  } else if (element.dataset.map === "places") {
    /** @type {Pin[]} */
    const pins = JSON.parse(element.dataset.pins ?? "[]");
    ready.then((drawn) => {
      for (const each of pins) pin(map, each.lat, each.lon, each.state, each.name, `/console/places/${each.id}`);
      const points = pins.map((each) => L.latLng(each.lat, each.lon));
      if (drawn && drawn.getLayers().length) map.fitBounds(drawn.getBounds());
      else if (points.length) map.fitBounds(L.latLngBounds(points), { padding: [30, 30] });
    });
  }
}
