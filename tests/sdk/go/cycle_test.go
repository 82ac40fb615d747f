// The whole cycle through the official client for Go; a line for each step, the first failure ends it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
)

type cycle struct {
	*testing.T
	client *openapi.Client
}

func (t cycle) to(endpoint, keyID, keySecret string) cycle {
	client, err := connect(endpoint, keyID, keySecret)
	if err != nil {
		t.Fatal(err)
	}
	return cycle{t.T, client}
}

func (t cycle) call(action string, parameters object) object {
	answer, err := call(t.client, action, parameters)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return answer
}

// named is call for answers that hold one thing: its field of that name.
func (t cycle) named(field, action string, parameters object) string {
	return t.call(action, parameters)[field].(string)
}

func (t cycle) refused(code, action string, parameters object) {
	var refusal *tea.SDKError
	// Calls that are too many are refused after the first few; any other call at once.
	for calls := 0; calls < 20; calls++ {
		_, err := call(t.client, action, parameters)
		if errors.As(err, &refusal) {
			break
		}
		if err != nil || code != "Throttling.User" {
			t.Fatalf("%s: no %s but %v", action, code, err)
		}
	}
	if refusal == nil || tea.StringValue(refusal.Code) != code {
		t.Fatalf("%s: no %s but %v", action, code, refusal)
	}
	if !regexp.MustCompile(`"RequestId":"[0-9A-F-]{36}"`).MatchString(tea.StringValue(refusal.Data)) {
		t.Fatalf("%s: no request id in %v", action, refusal)
	}
	fmt.Println("  ok  refused:", code)
}

func (t cycle) ok(step string, condition bool, shown any) {
	if !condition {
		t.Fatalf("%s: %v", step, shown)
	}
	fmt.Println("  ok ", step)
}

func (t cycle) library(media string) string {
	library := t.named("LibId", "CreateRecognitionLib", object{"Algorithm": "face", "LibName": "Presidents"})
	entity := t.named("EntityId", "CreateRecognitionEntity", object{
		"Algorithm": "face", "LibId": library, "EntityName": "Barack Obama"})
	sample := t.named("SampleId", "CreateRecognitionSample", object{
		"Algorithm": "face", "LibId": library, "EntityId": entity, "ImageUrl": media + "/photos/obama.jpg"})
	t.ok("a face library with a sample", sample != "", sample)
	return library
}

// persons gives the category of each person, by name; who is not known has a made name.
func (t cycle) persons(job object) map[string]string {
	found := map[string]string{}
	for _, result := range job["Results"].(object)["Result"].([]any) {
		var label struct {
			Persons []struct{ Name, Category string }
		}
		if result.(object)["Type"] != "ImageLabel" {
			continue
		}
		if err := json.Unmarshal([]byte(result.(object)["Data"].(string)), &label); err != nil {
			t.Fatal(err)
		}
		for _, person := range label.Persons {
			found[person.Name] = person.Category
		}
	}
	return found
}

func TestCycle(test *testing.T) {
	endpoint, media := os.Getenv("SMARTTAG_ENDPOINT"), os.Getenv("MEDIA_URL")
	id, secret := os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	t := cycle{T: test}.to(endpoint, id, secret)

	library := t.library(media)
	template := t.call("CreateCustomTemplate", object{"Name": "persons", "Type": 11, "TemplateConfig": asJSON(
		object{"AnalyseTypes": "face", "FaceCategoryIds": library})})["CustomTemplate"].(object)["TemplateId"]
	t.ok("a template", template != "", template)
	pipeline := t.call("CreatePipeline", object{"Name": "quick", "Speed": "Standard", "Priority": 8})["Pipeline"].(object)
	t.ok("a pipeline", pipeline["Status"] == "Active", pipeline)
	job := t.named("JobId", "SubmitSmarttagJob", object{"Title": "Two presidents", "UserData": "mine",
		"TemplateId":     template,
		"Input":          asJSON(object{"Type": "URL", "Media": media + "/photos/obama_and_biden.jpg"}),
		"ScheduleConfig": asJSON(object{"PipelineId": pipeline["PipelineId"], "Priority": "9"})})
	t.ok("submit", job != "", job)
	answer, err := ended(t.client, job)
	t.ok("poll to the end", err == nil && answer["JobStatus"] == "Success" && answer["UserData"] == "mine", answer)
	persons := t.persons(answer)
	t.ok("results: the person by name, the library as category",
		len(persons) == 3 && persons["Barack Obama"] == library, persons)
	newest := t.call("ListSmartJobs", object{"MaxResults": 10})["SmartJobList"].([]any)[0].(object)
	t.ok("list", newest["JobId"] == job && newest["Title"] == "Two presidents", newest)
	old := t.to(endpoint, id, secret)
	old.client.SignatureAlgorithm = dara.String("v2")
	old.ok("the older signature (HMAC-SHA1)",
		old.named("JobStatus", "QuerySmarttagJob", object{"JobId": job}) == "Success", job)
	t.call("DeleteSmartJob", object{"JobId": job})
	t.call("DeleteCustomTemplate", object{"TemplateId": template})
	t.call("DeletePipeline", object{"PipelineId": pipeline["PipelineId"]})
	t.call("DeleteRecognitionLib", object{"Algorithm": "face", "LibId": library})
	t.ok("delete", true, nil)

	t.refused("ResourceNotFound", "QuerySmarttagJob", object{"JobId": job})
	t.refused("MissingJobId", "QuerySmarttagJob", object{})
	t.refused("InvalidParameter", "CreateCustomTemplate", object{"Name": "wrong", "Type": 11, "TemplateConfig": "{"})
	t.to(endpoint, os.Getenv("READER_KEY_ID"), os.Getenv("READER_KEY_SECRET")).
		refused("Forbidden.RAM", "CreatePipeline", object{"Name": "no", "Speed": "Standard"})
	t.to(endpoint, "nobody", secret).refused("InvalidAccessKeyId.NotFound", "ListPipelines", object{})
	t.to(endpoint, id, "wrong").refused("SignatureDoesNotMatch", "ListPipelines", object{})
	t.to(os.Getenv("SLOW_ENDPOINT"), os.Getenv("SLOW_KEY_ID"), os.Getenv("SLOW_KEY_SECRET")).
		refused("Throttling.User", "ListPipelines", object{})
}
