// quickstart URL: submits a file, waits, prints its results.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
)

type object = map[string]any

func connect(endpoint, keyID, keySecret string) (*openapi.Client, error) {
	return openapi.NewClient(&openapi.Config{Endpoint: &endpoint, AccessKeyId: &keyID, AccessKeySecret: &keySecret,
		Protocol: dara.String("http"), ReadTimeout: dara.Int(60000)})
}

func call(client *openapi.Client, action string, parameters object) (object, error) {
	params := &openapi.Params{Action: &action, Version: dara.String("2020-11-09"), Protocol: dara.String("HTTP"),
		Method: dara.String("POST"), Pathname: dara.String("/"), AuthType: dara.String("AK"), Style: dara.String("RPC"),
		ReqBodyType: dara.String("formData"), BodyType: dara.String("json")}
	request := &openapi.OpenApiRequest{Query: utils.Query(parameters)}
	answer, err := client.CallApi(params, request, &dara.RuntimeOptions{})
	if err != nil {
		return nil, err
	}
	return answer["body"].(object), nil
}

func asJSON(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}

func ended(client *openapi.Client, job string) (object, error) {
	for {
		answer, err := call(client, "QuerySmarttagJob", object{"JobId": job})
		if err != nil || answer["JobStatus"] == "Success" || answer["JobStatus"] == "Fail" {
			return answer, err
		}
		time.Sleep(500 * time.Millisecond)
	}
}

func run(url string) error {
	client, err := connect(os.Getenv("SMARTTAG_ENDPOINT"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"),
		os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
	if err != nil {
		return err
	}
	submitted, err := call(client, "SubmitSmarttagJob", object{
		"Input":  asJSON(object{"Type": "URL", "Media": url}),
		"Params": asJSON(object{"needAsrData": true, "needOcrData": true})})
	if err != nil {
		return err
	}
	job, err := ended(client, submitted["JobId"].(string))
	if err != nil {
		return err
	}
	fmt.Println(job["JobStatus"])
	for _, result := range job["Results"].(object)["Result"].([]any) {
		fmt.Println(result.(object)["Type"], result.(object)["Data"])
	}
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
