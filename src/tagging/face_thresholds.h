// The thresholds for faces in the scale of the API's templates, and what they mean here.
#pragma once

namespace smarttag::tagging {

// The service's defaults of faceDetThreshold and faceRegThreshold.
inline constexpr double kStandardDetection = 0.999;
inline constexpr double kStandardRecognition = 0.9;

// The threshold that a value of the service's scale means here: `standard` (what the service takes by
// default) is `ours`, 0 is 0, 1 is 1, straight lines between.
inline double threshold_for(double value, double standard, double ours) {
  if (value <= standard) return value / standard * ours;
  return ours + (value - standard) / (1 - standard) * (1 - ours);
}

}  // namespace smarttag::tagging
