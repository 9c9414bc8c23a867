package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// jsonItem is an item by jsonfeed.org, version 1 and 1.1.
type jsonItem struct {
	ID            json.RawMessage `json:"id"` // a string, though some write numbers
	URL           string          `json:"url"`
	ExternalURL   string          `json:"external_url"`
	Title         string          `json:"title"`
	ContentHTML   string          `json:"content_html"`
	ContentText   string          `json:"content_text"`
	Summary       string          `json:"summary"`
	DatePublished string          `json:"date_published"`
	DateModified  string          `json:"date_modified"`
	Image         string          `json:"image"`
	Tags          []string        `json:"tags"`
	Author        jsonAuthor      `json:"author"`
	Authors       []jsonAuthor    `json:"authors"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// readJSON goes item by item, so that those before a cut are given.
func (f *Feed) readJSON(text string) error {
	d := json.NewDecoder(strings.NewReader(text))
	damaged := func(err error) error {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return &Error{"feed-damaged", fmt.Sprintf("%v; what came before is given", err), d.InputOffset()}
	}
	if _, err := d.Token(); err != nil {
		return damaged(err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return damaged(err)
		}
		switch key {
		case "title":
			err = d.Decode(&f.Title)
		case "home_page_url":
			err = d.Decode(&f.URL)
		case "language":
			err = d.Decode(&f.Language)
		case "items":
			err = f.jsonItems(d)
		default:
			var v json.RawMessage
			err = d.Decode(&v)
		}
		if e, ok := err.(*Error); ok {
			return e
		}
		if err != nil {
			return damaged(err)
		}
	}
	if _, err := d.Token(); err != nil {
		return damaged(err)
	}
	return nil
}

func (f *Feed) jsonItems(d *json.Decoder) error {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return errors.New("items is no list")
	}
	for d.More() {
		if len(f.Items) >= MaxItems {
			return &Error{"feed-too-many", fmt.Sprintf("more than %d items; those before are given", MaxItems), d.InputOffset()}
		}
		var j jsonItem
		var odd *json.UnmarshalTypeError // a field of another type stays empty
		if err := d.Decode(&j); err != nil && !errors.As(err, &odd) {
			return err
		}
		f.Items = append(f.Items, j.item())
	}
	_, err := d.Token()
	return err
}

func (j *jsonItem) item() Item {
	it := Item{
		ID: strings.Trim(string(j.ID), `"`), URL: or(j.URL, j.ExternalURL), Title: plain(j.Title), Author: j.Author.Name,
		Published: or(j.DatePublished, j.DateModified), Summary: j.Summary, Content: j.ContentHTML, Categories: j.Tags,
	}
	var id string
	if json.Unmarshal(j.ID, &id) == nil {
		it.ID = id
	}
	if len(j.Authors) > 0 {
		it.Author = j.Authors[0].Name
	}
	if it.Content == "" {
		it.Content, it.Plain = j.ContentText, true
	}
	if j.Image != "" {
		it.Media = []string{j.Image}
	}
	it.Updated, _ = readDate(j.DateModified)
	return it
}
