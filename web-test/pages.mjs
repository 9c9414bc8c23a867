// The pages that the browsers go through, behind the language.
export async function pagesOf(base) {
  const event = (await (await fetch(`${base}/api/v1/events?document=sahil-2018-05-12-14`)).json()).rows[0].id;
  return { event, pages: ["events", "events?q=type:ACCUSE+place:SWE", "events?group=report&nu=arab&months=levant", "documents?q=%D9%88%D8%B2%D9%8A%D8%B1", "timeline", "timeline?q=date:2018&by=day&cal=hijri", "network", "map", "map?by=admin1&nu=arab", "stories", "story/s-market",
    `document/sahil-2018-05-12-14?event=${event}`, "document/almina-2019-03-04-02", `event/${event}`, `event/${event}/why`, "entities", "entity/united-nations", "entity/united-nations/names", "outlets",
    "check?sample=10&seed=7", "cite?q=type:ACCUSE", "code", "help", "api", "story/none"] };
}
