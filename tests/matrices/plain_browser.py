"""A browser without JavaScript: it fills in the form that has a button, and sends it where the form says."""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """The forms of a page: `{"action", "method", "fields", "buttons": [(words, name, value)]}`."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.form, self.words, self.button, self.area, self.select = [], None, "", None, None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.form = {"action": a.get("action", ""), "method": a.get("method", "get"), "fields": {}, "buttons": []}
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and a.get("name") and (a.get("type") not in ("radio", "checkbox") or "checked" in a):
            self.form["fields"][a["name"]] = a.get("value", "")
        elif tag == "textarea":
            self.area, self.words = a.get("name"), ""
        elif tag == "select":
            self.select = a.get("name")
        elif tag == "option" and self.select and ("selected" in a or self.select not in self.form["fields"]):
            self.form["fields"][self.select] = a.get("value", "")
        elif tag == "button":
            self.button, self.words = (a.get("name"), a.get("value")), ""

    def handle_data(self, data):
        self.words += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.form is not None:
            self.form["fields"][self.area] = self.words.removeprefix("\n")
        elif tag == "button" and self.form is not None and self.button is not None:
            self.form["buttons"].append((" ".join(self.words.split()), *self.button))
            self.button = None


def press(client, path, button, **fields):
    """Open the page, fill in the fields of the form with that button, press it; gives the answer as it is."""
    html = client.get(path).text
    for form in Forms(html).forms:
        for words, name, value in form["buttons"]:
            if words == button:
                data = form["fields"] | ({name: value} if name else {}) | fields
                assert form["method"] == "post", form
                return client.post(form["action"], data=data)
    raise AssertionError(f"no button «{button}» on {path}")
