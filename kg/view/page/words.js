// Facts, money and dates in words.

const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const spaced = (type) => type.replace(/(?<=[a-z])(?=[A-Z])/g, " ").replace(/(?<= )[A-Z]/g, (c) => c.toLowerCase());
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const nameOf = (id) => entities[id].name;
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function money(fact, notation) {
  if (fact.amount === null) return "";
  const one = (value) => {
    const style = { notation, maximumFractionDigits: notation === "compact" ? 1 : 2 };
    try {
      return new Intl.NumberFormat("en", { style: "currency", currency: fact.currency, ...style,
        minimumFractionDigits: 0 }).format(value);
    } catch { // a currency that is no code
      return `${new Intl.NumberFormat("en", style).format(value)} ${fact.currency ?? ""}`.trim();
    }
  };
  return fact.amount_max === null ? one(fact.amount) : `${one(fact.amount)} – ${one(fact.amount_max)}`;
}

function day(date) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date ?? "");
  if (!parts) return date ?? "";
  const [, year, month, day] = parts;
  const style = { timeZone: "UTC", year: "numeric", ...(month && { month: "short" }), ...(day && { day: "numeric" }) };
  const moment = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return new Intl.DateTimeFormat("en-GB", style).format(moment);
}

function period(duration) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration);
  if (!parts) return duration;
  const words = [["year", "years"], ["month", "months"], ["week", "weeks"], ["day", "days"]];
  return words.flatMap(([one, many], i) => (parts[i + 1] ? [plural(Number(parts[i + 1]), one, many)] : [])).join(" ");
}

const inWords = (fact) => `${nameOf(fact.subject)} ${relations[fact.relation].label} ${nameOf(fact.object)}`;
const terms = (fact) => [fact.status, day(fact.date), money(fact, "compact")].filter(Boolean).join(" · ");
